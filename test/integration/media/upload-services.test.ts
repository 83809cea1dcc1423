import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTransaction } from "#control-plane/database/index.ts";
import { openBuckets, type OpenedBuckets } from "#control-plane/drivers/blobs/open-buckets.ts";
import { EdgeUnavailable, type EdgeResult } from "#control-plane/drivers/edge/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import {
  beginUpload,
  clearUpload,
  completeUpload,
  dropUpload,
  getUpload,
  processUpload,
  receivePart,
  signParts,
  sweepUploads,
  type UploadServices,
} from "#control-plane/services/uploads/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenants } from "#migrations/schema/index.ts";
import { acting, newTenant, startDatabase, type TestDatabase } from "#test/integration/tenants/start-database.ts";
import { servicesOf, type StandInEdge } from "./services-of.ts";

const hourMs = 3_600_000;
const signal = new AbortController().signal;
let postgres: TestDatabase;
let directory: string;
let buckets: OpenedBuckets;
let tenantId: string;
let websiteId: string;
let nowMs = Date.parse("2026-03-04T05:06:07Z");

/** What the edge does; set anew by each test. */
const edge: StandInEdge = { isAway: false, isFull: false, rooms: new Set() };
const services = () => servicesOf({ database: postgres.database, buckets, directory, edge, now: () => nowMs });

beforeAll(async () => {
  postgres = await startDatabase();
  directory = mkdtempSync(join(tmpdir(), "hotswap-uploads-"));
  const isOpen = async () => true;
  const baseUrl = "http://blobs.test/blobs";
  buckets = (await openBuckets({ s3: null, directory, baseUrl, secret: "a-secret-of-tests", isOpen }))!;
  const { database } = postgres;
  const made = await withTransaction(database, (transaction) => createTenant(transaction, newTenant(), acting));
  tenantId = valueOf(made).tenantId;
  await database.update(tenants).set({ status: "active" }).where(eq(tenants.tenantId, tenantId));
  websiteId = randomUUID();
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(directory, { recursive: true, force: true });
});

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.failure.detail);
  return result.value;
}
const caller = () => ({ tenantId, websiteId, assertion: { actor: { kind: "platform-token" } } as never });
const fileBytes = 1_000;
const begin = (uploadId = randomUUID()) =>
  beginUpload(services(), caller(), { uploadId, fileName: "a.mp4", bytes: fileBytes, details: {} });
/** Of another file each time: none is stored already. */
async function* aFile() {
  yield randomBytes(fileBytes);
}
const send = (uploadId: string) => receivePart(services(), caller(), { uploadId, part: 1 }, aFile());
const complete = (uploadId: string) => completeUpload(services(), caller(), uploadId);
const statusOf = async (uploadId: string) => valueOf(await getUpload(services(), caller(), uploadId)).status;
const jobsOf = async (uploadId: string) => {
  const query = "select task_identifier as task, attempts from graphile_worker.jobs where key = $1";
  return (await postgres.database.$client.query(query, [`process-upload:${uploadId}`])).rows;
};

test("an upload that was begun with the edge away counts for nothing, and goes on when it is begun again", async () => {
  edge.isAway = true;
  const keys = Array.from({ length: 12 }, () => randomUUID());
  // More than may be under way in the tenant's tier.
  for (const key of keys) await expect(begin(key)).rejects.toThrow(EdgeUnavailable);
  edge.isAway = false;
  const uploadId = keys[0]!;
  await clearUpload(services(), uploadId);
  expect(valueOf(await begin(uploadId))).toMatchObject({ status: "receiving", failure: null });
  expect(edge.rooms.has(uploadId)).toBe(true);
  valueOf(await send(uploadId));
  expect(valueOf(await complete(uploadId)).status).toBe("processing");
});

test("no part is taken for which there is no room, though whoever began it was killed before room was made", async () => {
  const uploadId = valueOf(await begin()).uploadId;
  edge.rooms.delete(uploadId);
  edge.isFull = true;
  expect(await send(uploadId)).toMatchObject({ ok: false, failure: { code: "quota-exceeded" } });
  expect(
    await signParts(services(), caller(), uploadId, { parts: [{ part: 1, sha256: "0".repeat(64) }] }),
  ).toMatchObject({ ok: false, failure: { code: "quota-exceeded" } });
  edge.isFull = false;
  expect((await send(uploadId)).ok).toBe(true);
  expect(edge.rooms.has(uploadId)).toBe(true);
});

test("senders who let their parts trickle keep nobody waiting, and leave nothing behind when they are cut off", async () => {
  const taking = services();
  const end = Promise.withResolvers<never>();
  let begun = 0;
  async function* trickle() {
    begun += 1;
    yield randomBytes(1);
    yield await end.promise;
  }
  const ids = await Promise.all(Array.from({ length: 5 }, async () => valueOf(await begin()).uploadId));
  const sendBy = (uploadId: string, body: AsyncIterable<Uint8Array>) =>
    receivePart(taking, caller(), { uploadId, part: 1 }, body);
  const slow = Promise.allSettled(ids.slice(1).map((uploadId) => sendBy(uploadId, trickle())));
  await expect.poll(() => begun).toBe(4);
  expect(await sendBy(ids[0]!, aFile())).toMatchObject({ ok: true });
  end.reject(new Error("cut off"));
  expect((await slow).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
  expect(readdirSync(directory).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(valueOf(await sendBy(ids[1]!, aFile()))).toEqual({ part: 1, bytes: fileBytes });
});

test("what is begun again while it is given back has its parts given back once more, when it is over", async () => {
  edge.isAway = true;
  const uploadId = randomUUID();
  await expect(begin(uploadId)).rejects.toThrow(EdgeUnavailable);
  edge.isAway = false;
  const clearing = services();
  await clearUpload(
    { ...clearing, edge: { ...clearing.edge, releaseUpload: async () => void (await begin(uploadId)) } },
    uploadId,
  );
  valueOf(await send(uploadId));
  valueOf(await dropUpload(services(), caller(), uploadId));
  await clearUpload(services(), uploadId);
  expect(edge.rooms.has(uploadId)).toBe(false);
});

test("what another call completes meanwhile is complete for this one too, wherever it is with the parts", async () => {
  const open = buckets;
  const { listParts } = open.of(tenantId);
  // Only so many may be under way on one.
  websiteId = randomUUID();
  for (const isBefore of [true, false]) {
    const uploadId = valueOf(await begin()).uploadId;
    valueOf(await send(uploadId));
    const meanwhile: typeof listParts = async (ref) => {
      const parts = await listParts(ref);
      buckets = open;
      valueOf(await complete(uploadId));
      // Some of the parts are gone, or all of them are where they were when it looked.
      return isBefore ? ok({ items: [], cursor: null }) : parts;
    };
    buckets = { ...open, of: () => ({ ...open.of(tenantId), listParts: meanwhile }) };
    expect(valueOf(await complete(uploadId)).status).toBe("processing");
  }
  websiteId = randomUUID();
});

test("an upload that lacked room is completed again once there is some, without a byte being sent again", async () => {
  const uploadId = valueOf(await begin()).uploadId;
  valueOf(await send(uploadId));
  valueOf(await complete(uploadId));
  edge.isFull = true;
  await processUpload(services(), uploadId, signal);
  await clearUpload(services(), uploadId);
  expect([await statusOf(uploadId), edge.rooms.has(uploadId)]).toEqual(["failed", false]);
  expect(await complete(uploadId)).toMatchObject({ ok: false, failure: { code: "quota-exceeded" } });
  edge.isFull = false;
  expect(valueOf(await complete(uploadId))).toMatchObject({ status: "processing", failure: null });
  expect(edge.rooms.has(uploadId)).toBe(true);
  await processUpload(services(), uploadId, signal);
  expect(await statusOf(uploadId)).toBe("ready");
});

test("one that lacked room is cleared when its time is over, and then no longer completed", async () => {
  const uploadId = valueOf(await begin()).uploadId;
  valueOf(await send(uploadId));
  valueOf(await complete(uploadId));
  edge.isFull = true;
  await processUpload(services(), uploadId, signal);
  edge.isFull = false;
  nowMs += 25 * hourMs;
  await clearUpload(services(), uploadId);
  expect(valueOf(await complete(uploadId)).status).toBe("failed");
});

test("parts that could not be joined for lack of room are joined when that is asked for again", async () => {
  const uploadId = valueOf(await begin()).uploadId;
  valueOf(await send(uploadId));
  const open = buckets;
  const bucket = { ...open.of(tenantId), completeUpload: async () => fail("storage-full", "There is no room.") };
  buckets = { ...open, of: () => bucket };
  expect(await complete(uploadId)).toMatchObject({ ok: false, failure: { code: "storage-full" } });
  buckets = open;
  expect(valueOf(await complete(uploadId)).status).toBe("processing");
});

test("an upload whose last try was cut off is looked into again, and given up when nothing comes of it for days", async () => {
  const uploadId = valueOf(await begin()).uploadId;
  valueOf(await send(uploadId));
  valueOf(await complete(uploadId));
  const { $client } = postgres.database;
  await $client.query("select graphile_worker.remove_job($1)", [`process-upload:${uploadId}`]);
  nowMs += 11 * hourMs;
  await sweepUploads(services());
  expect(await jobsOf(uploadId)).toEqual([]);
  nowMs += 2 * hourMs;
  await sweepUploads(services());
  expect(await jobsOf(uploadId)).toEqual([{ task: "process-upload", attempts: 0 }]);
  expect(await statusOf(uploadId)).toBe("processing");
  nowMs += 60 * hourMs;
  await sweepUploads(services());
  const { status, failure } = valueOf(await getUpload(services(), caller(), uploadId));
  expect([status, failure?.detail]).toEqual(["failed", expect.stringContaining("Upload it again")]);
});

test("a tenant has so many signed parts at a time, whatever its websites: of those who ask at once one gets the last place", async () => {
  const [limit, each] = [100, 6];
  const of = (website: string) => ({ ...caller(), websiteId: website });
  const sites = Array.from({ length: 2 }, () => randomUUID());
  const beginLarge = async (website: string) => {
    const input = { uploadId: randomUUID(), fileName: "a.mp4", bytes: 50_000_000, details: {} };
    return { website, uploadId: valueOf(await beginUpload(services(), of(website), input)).uploadId };
  };
  const all = Array.from({ length: each }, (_, index) => ({ part: index + 1, sha256: "0".repeat(64) }));
  const sign = ({ website, uploadId }: Awaited<ReturnType<typeof beginLarge>>, parts = all) =>
    signParts(services(), of(website), uploadId, { parts });
  const begun = await Promise.all(Array.from({ length: 18 }, (_, index) => beginLarge(sites[index % 2]!)));
  for (const upload of begun.slice(0, 16)) expect(valueOf(await sign(upload))).toHaveLength(each);
  // Four places are left.
  const [last, other] = [begun[16]!, begun[17]!];
  const half = all.slice(0, 3);
  const raced = await Promise.all([sign(last, half), sign(other, half)]);
  expect(raced.filter((one) => one.ok)).toHaveLength(1);
  expect(raced.find((one) => !one.ok)).toMatchObject({
    failure: { code: "too-many-requests", facts: { limit, retryAfterSeconds: 600 } },
  });
  const refused = raced[0]!.ok ? other : last;
  // The same again takes no more, and nothing was taken by what was refused.
  expect((await sign(begun[0]!)).ok).toBe(true);
  expect((await sign(refused, all.slice(0, 1))).ok).toBe(true);
  expect((await sign(refused, all)).ok).toBe(false);
  // What takes no parts any more makes room, and so does time.
  valueOf(await dropUpload(services(), of(begun[1]!.website), begun[1]!.uploadId));
  expect((await sign(refused, all)).ok).toBe(true);
  nowMs += 600_000;
  expect((await sign(refused, all)).ok).toBe(true);
  const rows = await postgres.database.$client.query("select 1 from platform.signed_parts where tenant_id = $1", [
    tenantId,
  ]);
  expect(rows.rows).toHaveLength(each);
});

test("a file that the tenant has no more is asked for again, though it was uploaded once", async () => {
  const file = randomBytes(fileBytes);
  async function* body() {
    yield file;
  }
  const sha256 = createHash("sha256").update(file).digest("hex");
  const beginAgain = async () => {
    const input = { uploadId: randomUUID(), fileName: "a.mp4", bytes: fileBytes, sha256, details: {} };
    return valueOf(await beginUpload(services(), caller(), input));
  };
  const { uploadId } = await beginAgain();
  valueOf(await receivePart(services(), caller(), { uploadId, part: 1 }, body()));
  valueOf(await complete(uploadId));
  await processUpload(services(), uploadId, signal);
  expect(await statusOf(uploadId)).toBe("ready");
  const twin = await beginAgain();
  expect(twin.status).toBe("processing");
  const gone = fail("blob-not-found", "It is not there.") as EdgeResult<never>;
  const without: UploadServices = { ...services(), edge: { ...services().edge, putMedia: async () => gone } };
  await processUpload(without, twin.uploadId, signal);
  expect(await statusOf(twin.uploadId)).toBe("failed");
  expect((await beginAgain()).status).toBe("receiving");
});
