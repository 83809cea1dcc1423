import { sql } from "drizzle-orm";
import { platformTenantId, type PlatformRole, type TenantRole } from "#domain/access/index.ts";
import type { TenantStatus } from "#domain/tenant/index.ts";
import type { Transaction } from "../../database/index.ts";

/** What a person is, for the platform and in one tenant, and the epochs at which that held. */
export interface Standing {
  readonly platformRole: PlatformRole | null;
  readonly platformEpoch: number;
  /** Null when there is no such tenant, or none was asked for. */
  readonly tenant: { readonly name: string; readonly status: TenantStatus; readonly epoch: number } | null;
  /** Null for those who do not belong to the tenant. */
  readonly membership: { readonly role: TenantRole; readonly sessionsNotBefore: Date | null } | null;
}

/**
 * Read by one statement, so that the roles are those of the epochs: whoever changes a role moves the epoch on in the same
 * transaction. Null when the person is gone.
 */
export async function readStanding(
  transaction: Transaction,
  personId: string,
  tenantId: string | null,
): Promise<Standing | null> {
  const { rows } = await transaction.execute<{
    platform_role: PlatformRole | null;
    platform_epoch: string;
    name: string | null;
    status: TenantStatus | null;
    epoch: string | null;
    role: TenantRole | null;
    sessions_not_before: Date | string | null;
  }>(sql`
    select
      person.platform_role, platform.revocation_epoch as platform_epoch,
      tenant.name, tenant.status, tenant.revocation_epoch as epoch,
      member.role, member.sessions_not_before
    from platform.people person
    join platform.tenants platform on platform.tenant_id = ${platformTenantId}::uuid
    left join platform.tenants tenant
      on tenant.tenant_id = ${tenantId}::uuid and tenant.tenant_id <> platform.tenant_id
    left join platform.memberships member
      on member.tenant_id = tenant.tenant_id and member.person_id = person.person_id
    where person.person_id = ${personId}::uuid`);
  const [row] = rows;
  if (row === undefined) return null;
  const { platform_role: platformRole, sessions_not_before: notBefore } = row;
  return {
    platformRole,
    platformEpoch: Number(row.platform_epoch),
    tenant: row.status === null ? null : { name: row.name ?? "", status: row.status, epoch: Number(row.epoch) },
    membership:
      row.role === null ? null : { role: row.role, sessionsNotBefore: notBefore === null ? null : new Date(notBefore) },
  };
}
