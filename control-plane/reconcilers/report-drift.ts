import { platformTenantId } from "#domain/access/index.ts";
import type { SweptName } from "#domain/provisioning/index.ts";
import { driftReports } from "#migrations/schema/index.ts";
import { withTransaction } from "../database/index.ts";
import type { Drift } from "../drivers/provider/index.ts";
import { recordAudit, systemActor } from "../services/audit/index.ts";
import type { ReconcilerServices } from "./context.ts";

/** Notes what was otherwise than it ought to be, and was mended, for the platform's people and in its log. */
export async function reportDrift(
  { database }: ReconcilerServices,
  provider: SweptName,
  tenantId: string,
  drifts: readonly Drift[],
): Promise<void> {
  const what = drifts.map((drift) => drift.what);
  await withTransaction(database, async (transaction) => {
    await transaction.insert(driftReports).values({ tenantId, provider, what });
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      actor: systemActor,
      action: "drift.repaired",
      target: { type: "tenant", id: tenantId },
      origin: null,
      before: { provider, what },
      after: null,
    });
  });
}
