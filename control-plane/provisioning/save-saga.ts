import { and, eq, sql } from "drizzle-orm";
import type { ProvisioningEvent, Saga, StepState } from "#domain/provisioning/index.ts";
import { provisioningEvents, provisionings, provisioningSteps } from "#migrations/schema/index.ts";
import type { Transaction } from "../database/index.ts";

/** Writes what of a saga has changed, with an event for each change. @param before as it was saved last */
export async function saveSaga(transaction: Transaction, tenantId: string, before: Saga, after: Saga): Promise<void> {
  const changed = after.steps.filter((state, index) => !isSame(state, before.steps[index]));
  for (const state of changed) await writeStep(transaction, tenantId, state);
  const { phase, failure } = after;
  const hasMoved = phase !== before.phase;
  const count = changed.length + (hasMoved ? 1 : 0);
  if (count === 0) return;
  const [row] = await transaction
    .update(provisionings)
    .set({ phase, failure, sequence: sql`${provisionings.sequence} + ${count}` })
    .where(eq(provisionings.tenantId, tenantId))
    .returning({ sequence: provisionings.sequence });
  const common = { at: new Date().toISOString(), failure };
  const events: Omit<ProvisioningEvent, "sequence">[] = changed.map(({ step, status, attempts, detail }) => {
    return { ...common, status: before.phase, step, stepStatus: status, attempts, detail };
  });
  if (hasMoved) events.push({ ...common, status: phase, step: null, stepStatus: null, attempts: null, detail: null });
  const first = row!.sequence - count + 1;
  await transaction
    .insert(provisioningEvents)
    .values(events.map((event, index) => ({ tenantId, sequence: first + index, event })));
}

function isSame(state: StepState, before: StepState | undefined): boolean {
  const { status, attempts, detail } = state;
  return before?.status === status && before.attempts === attempts && before.detail === detail;
}

async function writeStep(transaction: Transaction, tenantId: string, state: StepState): Promise<void> {
  const { step, status, attempts, detail } = state;
  const isUnderWay = status === "running" || status === "undoing";
  await transaction
    .update(provisioningSteps)
    .set({
      status,
      attempts,
      detail,
      startedAt: isUnderWay ? sql`now()` : provisioningSteps.startedAt,
      finishedAt: isUnderWay ? null : sql`now()`,
    })
    .where(and(eq(provisioningSteps.tenantId, tenantId), eq(provisioningSteps.step, step)));
}
