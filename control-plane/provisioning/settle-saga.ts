import type { Saga } from "#domain/provisioning/index.ts";
import { skeletonOf, type TenantStatus } from "#domain/tenant/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { systemActor } from "../services/audit/index.ts";
import {
  changeTenant,
  freedSubdomain,
  intoStatus,
  revokeTenantTokens,
  type TenantPatch,
} from "../services/tenants/index.ts";
import { SagaOvertaken, type ProvisioningServices } from "./context.ts";
import { saveSaga } from "./save-saga.ts";

interface Ending {
  readonly status: TenantStatus;
  readonly action: string;
  readonly patch: TenantPatch;
}

/** Saves how a saga ended, in the transaction that makes the tenant active, or calls it deleted; its Tenant object is told then. */
export async function settleSaga(
  services: ProvisioningServices,
  { tenantId }: TenantRow,
  before: Saga,
  saga: Saga,
): Promise<void> {
  const { status, action, patch } = endingOf(tenantId, saga);
  const byItself = { actor: systemActor, origin: null, forPlatform: saga.phase !== "made" };
  const changed = await changeTenant(services, tenantId, byItself, {
    action,
    facts: saga.phase === "undone" && saga.failure !== null ? { why: saga.failure } : {},
    decide: (row) => intoStatus(row, status, patch),
    async also(transaction) {
      await saveSaga(transaction, tenantId, before, saga);
      if (status === "deleted") await revokeTenantTokens(transaction, tenantId);
    },
  });
  if (!changed.ok) throw new SagaOvertaken(changed.failure.detail);
}

function endingOf(tenantId: string, { phase }: Saga): Ending {
  switch (phase) {
    case "made":
      return { status: "active", action: "tenant.provisioned", patch: {} };
    case "undone": {
      // Nobody has used the name: whoever tries again may have it.
      const subdomain = freedSubdomain(tenantId);
      const patch = { subdomain, subdomainSkeleton: skeletonOf(subdomain) };
      return { status: "deleted", action: "provisioning.failed", patch };
    }
    case "removed":
      return { status: "deleted", action: "tenant.deleted", patch: { removalDueAt: null, cluster: null } };
    default:
      throw new Error(`a saga that is ${phase} is not settled`);
  }
}
