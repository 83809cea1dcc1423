import { eq, sql } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantTransitions, type Tenant, type TenantStatus } from "#domain/tenant/index.ts";
import { tenants, type TenantRow } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { makeDue } from "../../reconcilers/schedule.ts";
import { bumpTenantState } from "./bump-tenant-state.ts";
import type { Acting, PushServices } from "./context.ts";
import { findTenant } from "./find-tenant.ts";
import { pushTenantState } from "./push-tenant-state.ts";
import { recordTenantWrite } from "./record-tenant-write.ts";
import { tenantView } from "./tenant-view.ts";

/** What is to become of a row; nothing where it is to stay as it is. */
export type TenantPatch = Partial<Omit<TenantRow, "tenantId" | "version" | "stateVersion" | "pushedVersion">>;

export interface TenantChanged {
  readonly tenant: Tenant;
  /** Whether its Tenant object knows already; it will be told if not. */
  readonly inEffect: boolean;
}

/**
 * Changes a tenant: decides on its locked row, writes it with the next version, logs it, and tells its Tenant object before this
 * resolves. An empty patch changes nothing and logs nothing.
 *
 * @param change.also done in the same transaction once the row is written
 */
export async function changeTenant(
  services: PushServices,
  tenantId: string,
  acting: Acting,
  change: {
    readonly action: string;
    /** More for the log to tell of it. */
    readonly facts?: Readonly<Record<string, unknown>>;
    decide(row: TenantRow): Result<TenantPatch>;
    also?(transaction: Transaction): Promise<void>;
  },
): Promise<Result<TenantChanged>> {
  const outcome = await withTransaction(services.database, async (transaction): Promise<Result<Tenant>> => {
    const found = await findTenant(transaction, tenantId, "change");
    if (!found.ok) return found;
    const patch = change.decide(found.value);
    if (!patch.ok) return patch;
    if (Object.keys(patch.value).length === 0) return ok(tenantView(found.value));
    const written = await writeTenant(transaction, tenantId, patch.value);
    if (written === null) return subdomainTaken;
    await change.also?.(transaction);
    const after = tenantView(written);
    await bumpTenantState(transaction, tenantId);
    await makeDue(transaction, tenantId, ["postgres", "redis", "blobs", "kubernetes"]);
    await recordTenantWrite(transaction, acting, change.action, {
      before: tenantView(found.value),
      after,
      facts: change.facts,
    });
    return ok(after);
  });
  if (!outcome.ok) return outcome;
  return ok({ tenant: outcome.value, inEffect: await pushTenantState(services, tenantId) });
}

export const subdomainTaken = fail(
  "subdomain-taken",
  "This subdomain, or one that looks the same, belongs to another tenant.",
);

/** Null when another tenant has the subdomain: then the transaction goes on as if this had not been tried. */
async function writeTenant(transaction: Transaction, tenantId: string, patch: TenantPatch): Promise<TenantRow | null> {
  try {
    return await transaction.transaction(async (attempt) => {
      const [row] = await attempt
        .update(tenants)
        .set({ ...patch, version: sql`${tenants.version} + 1`, updatedAt: sql`now()` })
        .where(eq(tenants.tenantId, tenantId))
        .returning();
      return row!;
    });
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown; constraint?: unknown } };
  return cause?.code === "23505" && String(cause.constraint).startsWith("tenants_subdomain");
}

/** The patch, if a tenant may go from the status it has to this one. */
export function intoStatus(row: TenantRow, status: TenantStatus, more: TenantPatch = {}): Result<TenantPatch> {
  return tenantTransitions[row.status].includes(status)
    ? ok({ status, suspendedAt: null, suspensionReason: null, ...more })
    : fail("invalid-tenant-status", `A tenant that is ${row.status} cannot become ${status}.`, { status: row.status });
}
