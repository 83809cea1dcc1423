import type { TenantWord } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/**
 * Takes a tenant's word on whether its websites are served: through a drain where that changes what visitors get, so that once this
 * has answered nobody is served by a closed website. Sockets are closed after it is durable; a word that is repeated closes those
 * that a crash left open.
 */
export async function heedTenant(
  context: WebsiteContext,
  word: TenantWord,
): Promise<Result<{ readonly isDeleted: boolean }, "storage-full">> {
  if (changesServing(context, word)) await context.leases.drain(() => context.transaction(() => take(context, word)));
  else context.transaction(() => take(context, word));
  if (context.website.isClosedByTenant) context.sockets.closeAll();
  return ok({ isDeleted: context.website.record?.status === "deleted" });
}

function changesServing(context: WebsiteContext, word: TenantWord): boolean {
  const { record, isClosedByTenant } = context.website;
  const isOwn = record !== null && record.tenantId === word.tenantId && record.status !== "deleted";
  return isOwn && isNewer(context, word) && word.isOpen === isClosedByTenant;
}

function isNewer(context: WebsiteContext, { tenantId, version }: TenantWord): boolean {
  return version > (context.website.wordOf(tenantId)?.version ?? 0);
}

/** In a transaction. A newer word may have been taken while leases ran out. */
function take(context: WebsiteContext, word: TenantWord): void {
  if (!isNewer(context, word)) return;
  const { website } = context;
  const before = website.isClosedByTenant;
  website.writeWord(word);
  const record = website.record;
  if (record !== null && website.isClosedByTenant !== before) website.write({ ...record, version: record.version + 1 });
}
