import { asc, eq } from "drizzle-orm";
import type { Provisioning, Saga, Upkeep } from "#domain/provisioning/index.ts";
import {
  provisionings,
  provisioningSteps,
  type ProvisioningRow,
  type ProvisioningStepRow,
} from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../database/index.ts";

/** A saga as it was saved last, with what it is about. */
export interface FoundSaga {
  readonly saga: Saga;
  readonly row: ProvisioningRow;
  readonly steps: readonly ProvisioningStepRow[];
}

/** Null for a tenant that is older than sagas. */
export async function findSaga(database: Database | Transaction, tenantId: string): Promise<FoundSaga | null> {
  const [row] = await database.select().from(provisionings).where(eq(provisionings.tenantId, tenantId));
  if (row === undefined) return null;
  const steps = await database
    .select()
    .from(provisioningSteps)
    .where(eq(provisioningSteps.tenantId, tenantId))
    .orderBy(asc(provisioningSteps.position));
  const states = steps.map(({ step, status, attempts, detail }) => ({ step, status, attempts, detail }));
  return { saga: { phase: row.phase, failure: row.failure, steps: states }, row, steps };
}

/** As the platform's people see it. */
export function provisioningView({ saga, row, steps }: FoundSaga, providers: readonly Upkeep[]): Provisioning {
  return {
    tenantId: row.tenantId,
    status: saga.phase,
    failure: saga.failure,
    providers: [...providers],
    steps: steps.map(({ step, status, attempts, detail, startedAt, finishedAt }) => ({
      step,
      status,
      attempts,
      detail,
      startedAt: startedAt?.toISOString() ?? null,
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
  };
}
