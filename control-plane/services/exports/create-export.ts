import { and, count, eq, inArray } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Export } from "#domain/export/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { exports } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { WebsiteRef } from "../../drivers/edge/index.ts";
import { recordAudit } from "../audit/index.ts";
import { answerOnce, type KeyedCall } from "../idempotency/index.ts";
import type { Acting } from "../tenants/index.ts";
import type { ExportServices } from "./context.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";
import { exportView } from "./export-view.ts";
import type { CreateExportInput } from "./schemas.ts";

/** Exports of one tenant whose files are being written, or kept, at a time. */
const keptMax = 10;

/** Asks for an export: once this has answered, no crash loses it. A key that was used before answers as it did then. */
export function createExport(
  { database, now }: ExportServices,
  website: WebsiteRef,
  { format }: CreateExportInput,
  { call, acting }: { readonly call: Omit<KeyedCall, "request">; readonly acting: Acting },
): Promise<Result<Export>> {
  const { tenantId, websiteId } = website;
  const request = { websiteId, format };
  return answerOnce(database, { ...call, request }, async (transaction): Promise<Result<Export>> => {
    if ((await countKept(transaction, tenantId)) >= keptMax) {
      const detail = `${keptMax} exports of the tenant are under way or kept: wait for one to expire, or drop one.`;
      return fail("too-many-requests", detail);
    }
    const at = new Date(now());
    const values = {
      exportId: uuidV7(now()),
      tenantId,
      websiteId,
      format,
      status: "requested",
      createdAt: at,
    } as const;
    const [row] = await transaction
      .insert(exports)
      .values({ ...values, updatedAt: at })
      .returning();
    await enqueueExportJob(transaction, exportTasks.run, values.exportId);
    await recordAudit(transaction, {
      tenantId,
      actor: acting.actor,
      action: "export.requested",
      target: { type: "website", id: websiteId },
      origin: acting.origin,
      before: null,
      after: { exportId: values.exportId, format },
    });
    return ok(exportView(row!));
  });
}

async function countKept(transaction: Transaction, tenantId: string): Promise<number> {
  const isKept = inArray(exports.status, ["requested", "writing", "ready"]);
  const [row] = await transaction
    .select({ count: count() })
    .from(exports)
    .where(and(eq(exports.tenantId, tenantId), isKept));
  return row?.count ?? 0;
}
