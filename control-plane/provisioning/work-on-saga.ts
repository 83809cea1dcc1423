import { driveSaga, type Driven, type Fault, type Saga, type StepMove } from "#domain/provisioning/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../database/index.ts";
import { EdgeUnavailable } from "../drivers/edge/index.ts";
import { ProviderUnavailable } from "../drivers/provider/index.ts";
import { findTenant } from "../services/tenants/index.ts";
import { SagaOvertaken, StepRefused, type ProvisioningServices } from "./context.ts";
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

/** The words are for the platform's people: what drivers say holds no secret, what else was thrown is in the log. */
function faultOf(error: unknown): Fault {
  // By name: the driver is loaded only where it is configured.
  const isRefusal = error instanceof StepRefused || (error instanceof Error && error.name === "KubernetesRefused");
  const isTold = isRefusal || error instanceof ProviderUnavailable || error instanceof EdgeUnavailable;
  if (isTold) return { reason: error.message, isFinal: isRefusal };
  const reason = error instanceof Error && error.name === "TimeoutError" ? "It took too long." : plain(error);
  return { reason, isFinal: false };
}

/** Statements quote what they were given. */
function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith("Failed query") ? "The database refused a statement." : message.slice(0, 500);
}
