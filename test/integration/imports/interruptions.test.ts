import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#control-plane/database/index.ts";
import { runImportJob } from "#control-plane/jobs/run-import.ts";
import { EdgeUnavailable } from "#control-plane/drivers/edge/index.ts";
import {
  Cancellations,
  interruptionsMax,
  startReading,
  type ImportServices,
} from "#control-plane/services/imports/index.ts";
import { recordBatch } from "#control-plane/services/imports/record-batch.ts";
import { imports } from "#migrations/schema/index.ts";
import { eq } from "drizzle-orm";
import { startDatabase, type TestDatabase } from "#test/integration/tenants/start-database.ts";

let tested: TestDatabase;
let database: Database;
const now = () => Date.UTC(2026, 10, 27);
const anyone = new AbortController().signal;

beforeAll(async () => {
  tested = await startDatabase();
  ({ database } = tested);
});
afterAll(() => tested.stop());

async function receivedImport(): Promise<string> {
  const importId = randomUUID();
  const at = new Date(now());
  const file = { fileName: "a.xml", fileBytes: 1, fileSha256: "0".repeat(64) };
  const flags = { format: "wxr" as const, dryRun: false, fetchMedia: false };
  const ids = { importId, tenantId: randomUUID(), websiteId: randomUUID() };
  await database
    .insert(imports)
    .values({ ...ids, ...file, ...flags, status: "received", createdAt: at, updatedAt: at });
  return importId;
}

/** A reader that begins and is killed: it never comes to say how it ended. */
async function beginAndDie(importId: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await startReading({ database, now }, importId);
}

async function statusOf(importId: string) {
  const [row] = await database.select().from(imports).where(eq(imports.importId, importId));
  return { status: row!.status, error: row!.error };
}

/** What a job is done with, the edge out of reach. */
function services(ensureBranchExists: () => Promise<never>): ImportServices {
  const edge = { ensureBranchExists } as unknown as ImportServices["edge"];
  const formats = { wxr: { replacesAll: false } };
  return { database, edge, formats, cancellations: new Cancellations(), now } as unknown as ImportServices;
}

const outOfReach = () => Promise.reject(new EdgeUnavailable("it is away"));
const runOnce = (importId: string, isLastTry = false) =>
  runImportJob(services(outOfReach), () => {}).run({ importId }, { signal: anyone, isLastTry });

test("an import whose reader is killed again and again without getting further is given up, and says so", async () => {
  const importId = await receivedImport();
  await beginAndDie(importId, interruptionsMax + 1);
  await runOnce(importId);
  expect(await statusOf(importId)).toEqual({
    status: "failed",
    error: {
      detail: `Reading was cut off ${interruptionsMax} times without getting any further.`,
      place: "after item 0",
    },
  });
});

test("one that gets further each time is not", async () => {
  const importId = await receivedImport();
  for (let batch = 1; batch <= 3; batch += 1) {
    await beginAndDie(importId, interruptionsMax);
    const progress = { batch, itemsRead: batch, itemsTotal: 9, counts: {}, reportLines: 0, lines: [] };
    await recordBatch(database, importId, progress, now());
  }
  await beginAndDie(importId, interruptionsMax);
  expect(await statusOf(importId)).toEqual({ status: "reading", error: null });
});

test("a website out of reach does not count, however often it is tried", async () => {
  const importId = await receivedImport();
  for (let time = 0; time < interruptionsMax * 2; time += 1) {
    await expect(runOnce(importId)).rejects.toThrow("it is away");
  }
  expect(await statusOf(importId)).toEqual({ status: "reading", error: null });
});
