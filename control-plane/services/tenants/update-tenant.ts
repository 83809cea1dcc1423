import { canonicalJson } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { quotasByTier, skeletonOf, type UpdateTenantInput } from "#domain/tenant/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { changeTenant, type TenantChanged, type TenantPatch } from "./change-tenant.ts";
import type { Acting, PushServices } from "./context.ts";
import { enqueueFollowing } from "./tenant-jobs.ts";

/**
 * Changes what the input names, if the tenant still has this version. Another tier brings its quota, but for the numbers that the
 * input sets; a tenant that is being taken down is no longer changed. To another subdomain its websites follow it in a moment.
 *
 * Fails with `version-mismatch`, `subdomain-taken`, `invalid-tenant-status` or `tenant-not-found`.
 */
export function updateTenant(
  services: PushServices,
  tenantId: string,
  input: UpdateTenantInput,
  version: number,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  let left: string | null = null;
  return changeTenant(services, tenantId, acting, {
    action: "tenant.updated",
    decide(row) {
      const patch = decideUpdate(row, input, version);
      if (patch.ok && patch.value.subdomain !== undefined) left = row.subdomain;
      return patch;
    },
    async also(transaction) {
      if (left !== null) await enqueueFollowing(transaction, tenantId, left);
    },
  });
}

function decideUpdate(row: TenantRow, input: UpdateTenantInput, version: number): Result<TenantPatch> {
  if (row.version !== version) {
    const detail = `The tenant is at version ${row.version}. Read it again, and decide anew.`;
    return fail("version-mismatch", detail, { version: row.version });
  }
  if (row.status === "deprovisioning" || row.status === "deleted") {
    const detail = `A tenant that is ${row.status} is no longer changed.`;
    return fail("invalid-tenant-status", detail, { status: row.status });
  }
  const { name, subdomain, tier = row.tier, metadata } = input;
  const base = tier === row.tier ? row.resourceQuota : quotasByTier[tier];
  const wanted = {
    name: name ?? row.name,
    subdomain: subdomain ?? row.subdomain,
    subdomainSkeleton: subdomain === undefined ? row.subdomainSkeleton : skeletonOf(subdomain),
    tier,
    resourceQuota: { ...base, ...input.resourceQuota },
    metadata: metadata ?? row.metadata,
  };
  return ok(changedOf(row, wanted));
}

/** What of it is not as it is already. */
function changedOf(row: TenantRow, wanted: TenantPatch): TenantPatch {
  const entries = Object.entries(wanted) as [keyof TenantPatch, unknown][];
  return Object.fromEntries(entries.filter(([key, value]) => canonicalJson(value) !== canonicalJson(row[key])));
}
