import { and, count, eq, inArray } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { Import } from "#domain/import/index.ts";
import { imports, type ImportRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import type { WebsiteRef } from "../../drivers/edge/index.ts";
import type { SpooledFile } from "../../drivers/spool/index.ts";
import type { ImportServices } from "./context.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";
import { importView } from "./import-view.ts";
import type { ReceiveImportInput } from "./schemas.ts";

/** Imports of one website that may be under way at a time. */
const underWayMax = 3;

export interface ReceivedFile {
  readonly body: AsyncIterable<Uint8Array>;
  /** Null when its sender does not say. */
  readonly announcedBytes: number | null;
}

/**
 * Takes a file in and sees to it that it will be read: once this has answered, no crash loses it. A key that was used before
 * answers with the import made then, and the file is not read.
 *
 * Throws what the body does when it is cut off; then nothing of it is kept.
 */
export async function receiveImport(
  { database, spool, formats, now }: ImportServices,
  website: WebsiteRef,
  input: ReceiveImportInput,
  file: ReceivedFile,
): Promise<Result<Import, "payload-too-large" | "storage-full" | "invalid-request" | "too-many-requests">> {
  const known = await findByKey(database, website, input);
  if (known !== null) return ok(importView(known, now()));
  if ((await countUnderWay(database, website)) >= underWayMax) {
    return fail("too-many-requests", `${underWayMax} imports of the website are under way: wait for one, or drop one.`);
  }
  const importId = uuidV7(now());
  const received = await spool.receive(importId, file.body, file.announcedBytes, formats[input.format]);
  if (!received.ok) return received;
  try {
    const row = await insertImport(database, newRow(importId, website, input, received.value, new Date(now())));
    // Someone with the same key was faster.
    if (row === null) await spool.remove(importId);
    const stored = row ?? (await findByKey(database, website, input));
    if (stored === null) throw new Error("an import was neither stored nor found");
    return ok(importView(stored, now()));
  } catch (error) {
    await spool.remove(importId);
    throw error;
  }
}

async function findByKey(
  database: Database,
  { websiteId }: WebsiteRef,
  { idempotencyKey }: ReceiveImportInput,
): Promise<ImportRow | null> {
  if (idempotencyKey === undefined) return null;
  const isIt = and(eq(imports.websiteId, websiteId), eq(imports.idempotencyKey, idempotencyKey));
  const [row] = await database.select().from(imports).where(isIt);
  return row ?? null;
}

async function countUnderWay(database: Database, { websiteId }: WebsiteRef): Promise<number> {
  const isUnderWay = inArray(imports.status, ["received", "reading"]);
  const [row] = await database
    .select({ count: count() })
    .from(imports)
    .where(and(eq(imports.websiteId, websiteId), isUnderWay));
  return row?.count ?? 0;
}

function newRow(
  importId: string,
  { websiteId, tenantId }: WebsiteRef,
  { format, dryRun, fetchMedia, sourceUrl, fileName, idempotencyKey }: ReceiveImportInput,
  { bytes, sha256 }: SpooledFile,
  at: Date,
): typeof imports.$inferInsert {
  return {
    importId,
    tenantId,
    websiteId,
    idempotencyKey: idempotencyKey ?? null,
    format,
    status: "received",
    dryRun,
    fetchMedia,
    sourceUrl: sourceUrl ?? null,
    fileName,
    fileBytes: bytes,
    fileSha256: sha256,
    createdAt: at,
    updatedAt: at,
  };
}

/** Null when its key is taken. */
function insertImport(database: Database, values: typeof imports.$inferInsert): Promise<ImportRow | null> {
  return withTransaction(database, async (transaction) => {
    const [row] = await transaction.insert(imports).values(values).onConflictDoNothing().returning();
    if (row === undefined) return null;
    await enqueueImportJob(transaction, importTasks.run, row.importId);
    return row;
  });
}
