import { platformRoleMayInTenant } from "#domain/access/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Whether a website may be taken along: not one that is deleted, and one that the platform has suspended by its owners alone, as it is
 * with suspended tenants, and by the platform's own people.
 */
export async function mayExport(
  { website, actor, role }: Pick<WebsiteContext, "website" | "actor" | "role">,
  services: Pick<ApiServices, "onWebsite">,
): Promise<Result<null>> {
  // It works for those who were let through, a file at a time.
  if (actor.kind === "control-plane") return ok(null);
  const found = await services.onWebsite(website, (rpc) => rpc.describe());
  if (!found.ok) return found;
  const { status } = found.value;
  if (status === "deleted") return fail("website-deleted", "The website was deleted.");
  return status !== "suspended" || role === "owner" || isPlatform(actor) ? ok(null) : ofOwners;
}

/** Whoever acts as somebody else has what that person has. */
function isPlatform(actor: WebsiteContext["actor"]): boolean {
  if (actor.kind !== "person") return true;
  const { platformRole, impersonatedBy } = actor;
  return impersonatedBy === null && platformRole !== null && platformRoleMayInTenant(platformRole, "export:create");
}

const ofOwners = fail("forbidden", "The platform has suspended the website: its tenant's owners alone may export it.");
