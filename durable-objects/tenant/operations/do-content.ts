import type { ContentAnswer, ContentInput, ContentVerbName, TenantState } from "#domain/contracts/index.ts";
import { fail, type Failed } from "#domain/errors/index.ts";
import type { TenantContext } from "../tenant-context.ts";

/**
 * Does a verb of content. Fails with `website-deleted` for a website that is gone: nobody shall go on writing what nobody will find
 * again. Only those that have left the list are asked.
 */
export async function doContent<Name extends ContentVerbName>(
  { store, data }: TenantContext,
  { tenantId }: TenantState,
  verb: Name,
  input: ContentInput<Name>,
): Promise<ContentAnswer<Name> | Failed<"website-deleted">> {
  const { websiteId } = input;
  if (!store.hasWebsite(websiteId) && (await data.isDeleted(websiteId))) return deleted;
  return data.content(tenantId, verb, input);
}

const deleted = fail("website-deleted", "The website was deleted.");
