import { and, asc, eq, gt, lte } from "drizzle-orm";
import { firstPreviousHash, type AuditEntry } from "#domain/audit/index.ts";
import { auditEntries, auditHeads } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { auditView } from "./audit-view.ts";

const batchSize = 500;

export interface AuditExport {
  /** Of the last entry: whoever keeps it can tell later that nothing was taken from the log. */
  readonly head: { readonly sequence: number; readonly hash: string };
  /** A line of JSON an entry, from the first one to the head, read as it is asked for. */
  readonly lines: ReadableStream<Uint8Array>;
}

/** All of a log as it is now. What is appended meanwhile is left to the next export. */
export async function exportAudit(database: Database, tenantId: string): Promise<AuditExport> {
  const [row] = await database.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId));
  const head = { sequence: row?.sequence ?? 0, hash: row?.hash ?? firstPreviousHash };
  const batches = readEntries(database, tenantId, head.sequence);
  const encoder = new TextEncoder();
  const lines = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await batches.next();
      if (done === true) return controller.close();
      controller.enqueue(encoder.encode(value.map((entry) => `${JSON.stringify(entry)}\n`).join("")));
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
  return { head, lines };
}

async function* readEntries(database: Database, tenantId: string, last: number): AsyncGenerator<AuditEntry[]> {
  for (let after = 0; after < last;) {
    const rows = await database
      .select()
      .from(auditEntries)
      .where(
        and(eq(auditEntries.tenantId, tenantId), gt(auditEntries.sequence, after), lte(auditEntries.sequence, last)),
      )
      .orderBy(asc(auditEntries.sequence))
      .limit(batchSize);
    if (rows.length === 0) return;
    yield rows.map(auditView);
    after = rows.at(-1)!.sequence;
  }
}
