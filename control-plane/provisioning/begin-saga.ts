import { newSaga, type Saga } from "#domain/provisioning/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { provisionings, provisioningSteps } from "#migrations/schema/index.ts";
import type { ProvisioningRow } from "#migrations/schema/index.ts";
import type { Transaction } from "../database/index.ts";

/** Notes in the transaction that creates a tenant what is to be made of it. One that is there already stays. */
export async function beginSaga(
  transaction: Transaction,
  tenantId: string,
  {
    phase = "making",
    ...wanted
  }: { readonly phase?: Saga["phase"] } & Partial<
    Pick<ProvisioningRow, "ownerEmail" | "requestedBy" | "firstWebsite">
  > = {},
): Promise<void> {
  const rows = await transaction
    .insert(provisionings)
    .values({ tenantId, phase, websiteId: uuidV7(Date.now()), ...wanted })
    .onConflictDoNothing()
    .returning({ tenantId: provisionings.tenantId });
  if (rows.length === 0) return;
  const steps = newSaga.steps.map(({ step, status }, index) => ({ tenantId, step, status, position: index + 1 }));
  await transaction.insert(provisioningSteps).values(steps);
}
