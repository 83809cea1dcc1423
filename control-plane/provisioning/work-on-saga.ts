import { driveSaga, type Driven, type Fault, type Saga, type StepMove } from "#domain/provisioning/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../database/index.ts";
import { findTenant } from "../services/tenants/index.ts";
import { SagaOvertaken, type ProvisioningServices } from "./context.ts";
import { faultOf } from "./fault-of.ts";
import type { FoundSaga } from "./find-saga.ts";
import { saveSaga } from "./save-saga.ts";
import { settleSaga } from "./settle-saga.ts";
import { steps } from "./steps.ts";

/** A namespace with all in it takes longest to go. */
const stepMsMax = 75_000;

/**
 * Goes on with a tenant's saga until it is settled, or a step failed that may succeed later. To be called while nobody else works on
 * the tenant. Throws a `SagaOvertaken` when the tenant's status is no longer the one that the saga works from.
 */
export function workOnSaga(
  services: ProvisioningServices,
  tenant: TenantRow,
  { saga: found, row: wanted }: FoundSaga,
  signal: AbortSignal,
): Promise<Driven> {
  const { tenantId } = tenant;
  const subject = { tenant, wanted };
  let saved = found;

  async function save(saga: Saga): Promise<void> {
    await withTransaction(services.database, async (transaction) => {
      const current = await findTenant(transaction, tenantId, "change");
      if (!current.ok || current.value.status !== statusFor(saga)) throw new SagaOvertaken();
      await saveSaga(transaction, tenantId, saved, saga);
    });
    saved = saga;
  }

  async function perform({ kind, step }: StepMove): Promise<Fault | null> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(stepMsMax)]);
    const begun = performance.now();
    const note = (outcome: "ok" | "failed") =>
      services.metrics.stepEnded(step, kind, outcome, (performance.now() - begun) / 1_000);
    try {
      await steps[step][kind](services, subject, bounded);
      note("ok");
      return null;
    } catch (error) {
      note("failed");
      // Whoever gives up says nothing of the step.
      signal.throwIfAborted();
      services.log("provisioning-step-failed", { tenantId, step, kind, error });
      return faultOf(error);
    }
  }

  return driveSaga(
    found,
    {
      whyNot: (step) => steps[step].whyNot(services, subject),
      save,
      perform,
      async settle(saga) {
        await settleSaga(services, tenant, saved, saga);
        saved = saga;
        services.metrics.settled(saga.phase);
      },
    },
    services.stepTriesMax,
  );
}

function statusFor({ phase }: Saga): TenantRow["status"] {
  return phase === "removing" ? "deprovisioning" : "provisioning";
}
