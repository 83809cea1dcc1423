import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  rgwBlobsProvider,
  s3BlobsProvider,
  s3Bucket,
  S3Connection,
  s3ConfigSchema,
} from "#control-plane/drivers/blobs/index.ts";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";
import { startCeph, type Ceph } from "../../scripts/support/ceph.ts";
import { describeBucket } from "./blob-bucket.ts";
import {
  bytesOf,
  claimOf,
  codeOf,
  ensured,
  expectSwept,
  inChunks,
  listAll,
  noise,
  put,
  read,
  send,
  valueOf,
} from "./support/blob-tools.ts";
import { startSilentServer } from "./support/cutting-proxy.ts";
import { callRgw } from "./support/call-rgw.ts";
import { connectAs, rgwHarness, rgwOptions } from "./support/rgw-harness.ts";
import { makeTenant } from "./support/tenants.ts";
import { describeProvider } from "./provider/index.ts";

const never = new AbortController().signal;
let ceph: Ceph;
beforeAll(async () => {
  ceph = await startCeph();
  console.log(`Ceph's gateway answered after ${ceph.startMs} ms`);
});
afterAll(() => ceph?.stop());

describeProvider("Ceph's gateway", async () => rgwHarness(ceph));

describeBucket("S3 by the platform's keys", async () => {
  const connection = new S3Connection(rgwOptions(ceph));
  const provider = rgwBlobsProvider(rgwOptions(ceph));
  return {
    async open(tenant) {
      await provider.ensure(tenant, never);
      return s3Bucket(connection, tenant.tenantId);
    },
    async stop() {
      provider.close();
      connection.close();
    },
  };
});

describe("S3", () => {
  test("a tenant's own keys do all that its blobs need, and what they signed is refused once it is taken away", async () => {
    const tenant = makeTenant();
    const provider = rgwBlobsProvider(rgwOptions(ceph));
    await provider.ensure(tenant, never);
    const own = await connectAs(ceph, tenant);
    const bucket = s3Bucket(own, tenant.tenantId);
    valueOf(await put(bucket, "a/b", "mine"));
    expect(await read(bucket, "a/b")).toBe("mine");
    expect(await listAll(bucket)).toEqual(["a/b"]);
    expect(codeOf(await bucket.get("none"))).toBe("blob-not-found");
    const upload = { key: "parts", ...valueOf(await bucket.createUpload("parts")) };
    const part = valueOf(await bucket.signPart(upload, 1, claimOf(bytesOf("part")), { expiresInS: 600 }));
    expect((await send(part, bytesOf("part"))).status).toBe(200);
    valueOf(await bucket.completeUpload(upload, valueOf(await bucket.listParts(upload)).items));
    // What they sign for another's prefix is refused.
    const theirs = s3Bucket(own, makeTenant().tenantId);
    const foreign = valueOf(await theirs.signPut("planted", claimOf(bytesOf("x")), { expiresInS: 600 }));
    expect((await send(foreign, bytesOf("x"))).status).toBe(403);
    valueOf(await bucket.createUpload("unfinished"));
    const signed = valueOf(await bucket.signPut("late", claimOf(bytesOf("late")), { expiresInS: 600 }));
    await provider.remove(tenant.tenantId, never);
    expect((await send(signed, bytesOf("late"))).status).toBe(403);
    expect(await provider.remains(tenant.tenantId, never)).toEqual([]);
    own.close();
    provider.close();
  });

  test("a bucket that a tenant created while it might is seen, and goes with the tenant", async () => {
    const tenant = makeTenant();
    const provider = rgwBlobsProvider(rgwOptions(ceph));
    await provider.ensure(tenant, never);
    const [own, platform] = [await connectAs(ceph, tenant), new S3Connection(rgwOptions(ceph))];
    const uid = `tenant-${tenant.tenantId}`;
    expect(await callRgw(platform, "POST", "/admin/user", { uid, "max-buckets": "1" })).toBe(200);
    const Bucket = `own-${tenant.tenantId}`;
    await own.client.send(new CreateBucketCommand({ Bucket }));
    await own.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    // RGW forgets a user's rules when its record is changed.
    expect(await provider.ensure(tenant, never)).toContainEqual({
      what: `The blob store's user ${uid} might create buckets.`,
    });
    expect(await provider.compare(tenant, never)).toEqual([]);
    await expect(own.client.send(new CreateBucketCommand({ Bucket: `${Bucket}-2` }))).rejects.toThrow();
    await provider.remove(tenant.tenantId, never);
    expect(await provider.remains(tenant.tenantId, never)).toEqual([]);
    await expect(platform.client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "NotFound" });
    for (const connection of [own, platform, provider]) connection.close();
  });

  test("2,500 blobs and uploads under way are taken away in pages, and none of another's", async () => {
    const [mine, theirs] = [makeTenant(), makeTenant()];
    const provider = s3BlobsProvider(rgwOptions(ceph));
    const connection = new S3Connection(rgwOptions(ceph));
    const [bucket, other] = [s3Bucket(connection, mine.tenantId), s3Bucket(connection, theirs.tenantId)];
    valueOf(await put(other, "kept", "x"));
    valueOf(await other.createUpload("kept"));
    const numbers = Array.from({ length: 2_500 }, (_, index) => index).values();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (const number of numbers) valueOf(await put(bucket, `many/${number}`, "x"));
      }),
    );
    for (const key of ["u/1", "u/2", "u/3"]) valueOf(await bucket.createUpload(key));
    expect((await listAll(bucket)).length).toBe(2_500);
    expect((await provider.remains(mine.tenantId, never)).length).toBe(2);
    await provider.remove(mine.tenantId, never);
    expect(await provider.remains(mine.tenantId, never)).toEqual([]);
    expect(await listAll(other)).toEqual(["kept"]);
    expect(valueOf(await other.listUploads()).items.length).toBe(1);
    connection.close();
    provider.close();
  });

  test("uploads that were begun before a time are ended, whosever they are, and none that were begun since", async () => {
    const provider = rgwBlobsProvider(rgwOptions(ceph));
    const connection = new S3Connection(rgwOptions(ceph));
    const [mine, theirs] = [await ensured(provider), await ensured(provider)];
    await expectSwept(provider, s3Bucket(connection, mine.tenantId), s3Bucket(connection, theirs.tenantId));
    connection.close();
    provider.close();
  });

  test("without administration its health says that tenants have no credentials, and what is wrong otherwise", async () => {
    const health = async (more: object) => {
      const provider = s3BlobsProvider({ ...rgwOptions(ceph), ...more });
      const told = await provider.health(never);
      provider.close();
      return [told.status, told.detail];
    };
    expect(await health({})).toEqual(["ok", expect.stringContaining("no credentials of their own")]);
    expect(await health({ bucket: "no-such-bucket" })).toEqual(["unavailable", "There is no bucket no-such-bucket."]);
    expect(await health({ secretAccessKey: "wrong" })).toEqual(["unavailable", expect.stringContaining("are refused")]);
  });

  test("a service that stops answering is unavailable, in time, to blobs too", async () => {
    const silent = await startSilentServer();
    const connection = new S3Connection({ ...rgwOptions(ceph, silent.port), timeoutMs: 500 });
    const bucket = s3Bucket(connection, makeTenant().tenantId);
    for (const call of [
      () => bucket.put("a", inChunks(bytesOf("hello"), 1), claimOf(bytesOf("hello"))),
      () => bucket.get("a"),
      () => bucket.head("a"),
      () => bucket.list(""),
      () => put(bucket, "a", "x"),
    ]) {
      const startedAtMs = performance.now();
      await expect(call()).rejects.toBeInstanceOf(ProviderUnavailable);
      expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    }
    connection.close();
    await silent.close();
  });

  test("a blob may be read more slowly than a call may take, and a sender that breaks off leaves nothing", async () => {
    const tenant = makeTenant();
    const connection = new S3Connection({ ...rgwOptions(ceph), timeoutMs: 1_000 });
    const bucket = s3Bucket(connection, tenant.tenantId);
    const bytes = noise(6_000_000, 1);
    valueOf(await bucket.put("large", bytes, claimOf(bytes)));
    let [read, pauses] = [0, 0];
    for await (const chunk of valueOf(await bucket.get("large")).body) {
      read += chunk.byteLength;
      if (read > 1_000_000 && (pauses += 1) <= 2) await sleep(800);
    }
    expect(read).toBe(bytes.byteLength);
    async function* broken() {
      yield bytes.subarray(0, 3_000_000);
      throw new Error("the sender is gone");
    }
    await expect(bucket.put("broken", broken(), claimOf(bytes))).rejects.toThrow("the sender is gone");
    expect(await listAll(bucket)).toEqual(["large"]);
    await s3BlobsProvider(rgwOptions(ceph)).remove(tenant.tenantId, never);
    connection.close();
  });

  test("100 tenants, 16 at a time, are made in seconds", async () => {
    const provider = rgwBlobsProvider(rgwOptions(ceph));
    const tenants = Array.from({ length: 100 }, () => makeTenant()).values();
    const startedAtMs = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (const tenant of tenants) await provider.ensure(tenant, never);
      }),
    );
    const tookMs = performance.now() - startedAtMs;
    console.log(`100 tenants in ${Math.round(tookMs)} ms`);
    expect(tookMs).toBeLessThan(30_000);
    provider.close();
  });

  test("a configuration names what is missing, and none means the directory", () => {
    expect(s3ConfigSchema.parse({})).toBeNull();
    const parsed = s3ConfigSchema.safeParse({ S3_ENDPOINT: "https://s3.example.com", S3_ACCESS_KEY_ID: "x" });
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(["S3_BUCKET", "S3_SECRET_ACCESS_KEY"]);
  });
});
