import { platformRoleMayInTenant, roleMay, type TenantPermission } from "#domain/access/index.ts";
import type { WebsiteContext } from "./context.ts";

/** Whether whoever was let in for one thing may do another with the website's content too. */
export function mayAlso(
  { actor, role }: Pick<WebsiteContext, "actor" | "role">,
  permission: TenantPermission,
): boolean {
  if (actor.kind !== "person") return true;
  if (role !== null && roleMay(role, permission)) return true;
  return actor.platformRole !== null && platformRoleMayInTenant(actor.platformRole, permission);
}
