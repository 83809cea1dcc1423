import { platformTenantId } from "#domain/access/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import type { Transaction } from "../../database/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "./context.ts";

/** Appends to the tenant's log, and to the platform's as well where it is done for the platform. */
export async function recordTenantWrite(
  transaction: Transaction,
  { actor, origin, forPlatform }: Acting,
  action: string,
  {
    before,
    after,
    facts = {},
  }: {
    readonly before: Tenant | null;
    readonly after: Tenant;
    readonly facts?: Readonly<Record<string, unknown>> | undefined;
  },
): Promise<void> {
  const { tenantId } = after;
  const entry = {
    actor,
    action,
    target: { type: "tenant", id: tenantId },
    origin,
    before: before === null ? null : { ...before },
    after: { ...after, ...facts },
  };
  await recordAudit(transaction, { tenantId, ...entry });
  if (forPlatform) await recordAudit(transaction, { tenantId: platformTenantId, ...entry });
}
