import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { directoryBlobsProvider, directoryBucket, type BlobBucket } from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { describeBucket } from "./blob-bucket.ts";
import { bytesOf, claimOf, codeOf, ensured, expectSwept, listAll, put, read, valueOf } from "./support/blob-tools.ts";
import { directoryHarness, startDirectoryBlobs, type DirectoryBlobs } from "./support/directory-blobs.ts";
import { makeTenant } from "./support/tenants.ts";
import { describeProvider } from "./provider/index.ts";

const never = new AbortController().signal;

describeProvider("a directory of blobs", directoryHarness, { overWire: false });

describeBucket("a directory of blobs", async () => {
  const blobs = await startDirectoryBlobs();
  return {
    async open(tenant) {
      await directoryBlobsProvider(blobs.root).ensure(tenant, never);
      return directoryBucket(blobs, tenant.tenantId);
    },
    stop: () => blobs.stop(),
  };
});

describe("a directory of blobs", () => {
  let blobs: DirectoryBlobs;
  let tenant: TenantResources;
  let bucket: BlobBucket;
  let home: string;
  let secret: string;
  beforeAll(async () => {
    blobs = await startDirectoryBlobs();
    secret = join(blobs.root, "secret");
    mkdirSync(secret);
    writeFileSync(join(secret, "file"), "secret");
  });
  beforeEach(async () => {
    tenant = makeTenant();
    await directoryBlobsProvider(blobs.root).ensure(tenant, never);
    bucket = directoryBucket(blobs, tenant.tenantId);
    home = join(blobs.root, `tenant-${tenant.tenantId}`);
  });
  afterAll(() => blobs.stop());

  test("a write that was begun for a version, and comes to its end late, holds up nobody and overwrites no newer one", async () => {
    const { etag } = valueOf(await put(bucket, "slow", "first"));
    const rest = Promise.withResolvers<void>();
    const second = bytesOf("second");
    const slowly = async function* (): AsyncGenerator<Uint8Array> {
      yield second.subarray(0, 1);
      await rest.promise;
      yield second.subarray(1);
    };
    const slow = bucket.put("slow", slowly(), claimOf(second), { ifMatch: etag });
    await put(bucket, "slow", "newer");
    valueOf(await bucket.delete("slow"));
    await put(bucket, "slow", "newest");
    rest.resolve();
    expect(codeOf(await slow)).toBe("version-mismatch");
    expect(await read(bucket, "slow")).toBe("newest");
  });

  test("a link in the place of a blob is not followed: it is not there, not listed, and replaced by a blob", async () => {
    symlinkSync(join(secret, "file"), join(home, "link"));
    expect(codeOf(await bucket.get("link"))).toBe("blob-not-found");
    expect(codeOf(await bucket.head("link"))).toBe("blob-not-found");
    expect(await listAll(bucket)).toEqual([]);
    valueOf(await put(bucket, "link", "mine"));
    expect(await read(bucket, "link")).toBe("mine");
    expect(readFileSync(join(secret, "file"), "utf8")).toBe("secret");
  });

  test("a link in the place of a directory is neither read, written, deleted nor listed through", async () => {
    symlinkSync(secret, join(home, "link+"));
    expect(codeOf(await bucket.get("link/file"))).toBe("blob-not-found");
    expect(codeOf(await bucket.head("link/file"))).toBe("blob-not-found");
    expect(codeOf(await put(bucket, "link/planted", "x"))).toBe("tenant-not-found");
    valueOf(await bucket.delete("link/file"));
    expect(await listAll(bucket)).toEqual([]);
    expect(readdirSync(secret)).toEqual(["file"]);
  });

  test("a link in the place of what is being written or uploaded is not written through", async () => {
    for (const name of [".new", ".uploads"]) {
      rmSync(join(home, name), { recursive: true, force: true });
      symlinkSync(secret, join(home, name));
      expect(codeOf(await bucket.createUpload("key")), name).toBe("tenant-not-found");
      rmSync(join(home, name));
    }
    expect(readdirSync(secret)).toEqual(["file"]);
  });

  test("a tenant is taken away with a link in it, and what the link leads to stays", async () => {
    symlinkSync(secret, join(home, "link+"));
    await directoryBlobsProvider(blobs.root).remove(tenant.tenantId, never);
    expect(existsSync(home)).toBe(false);
    expect(readdirSync(secret)).toEqual(["file"]);
  });

  test("nothing is written for a tenant that was taken away", async () => {
    const upload = { key: "key", ...valueOf(await bucket.createUpload("key")) };
    await directoryBlobsProvider(blobs.root).remove(tenant.tenantId, never);
    expect(codeOf(await put(bucket, "late", "x"))).toBe("tenant-not-found");
    expect(codeOf(await bucket.createUpload("late"))).toBe("tenant-not-found");
    expect(codeOf(await bucket.completeUpload(upload, [{ part: 1, etag: '""' }]))).toBe("upload-not-found");
    expect(existsSync(home)).toBe(false);
  });

  test("a put that breaks off leaves nothing behind, and what a crash left is swept", async () => {
    async function* broken() {
      yield bytesOf("hel");
      throw new Error("the sender is gone");
    }
    await expect(bucket.put("broken", broken(), claimOf(bytesOf("hello")))).rejects.toThrow("the sender is gone");
    expect(readdirSync(join(home, ".new"))).toEqual([]);
    const left = join(home, ".new", "left");
    writeFileSync(left, "half");
    const old = Date.now() / 1_000 - 100_000;
    utimesSync(left, old, old);
    writeFileSync(join(home, ".new", "under-way"), "half");
    await bucket.sweep(Date.now() - 86_400_000);
    expect(readdirSync(join(home, ".new"))).toEqual(["under-way"]);
  });

  test("of many who replace one version of a blob, one does", async () => {
    const { etag } = valueOf(await put(bucket, "counter", "0"));
    const puts = Array.from({ length: 20 }, (_, index) => {
      const bytes = bytesOf(`writer ${index}`);
      return bucket.put("counter", bytes, claimOf(bytes), { ifMatch: etag });
    });
    const codes = (await Promise.all(puts)).map(codeOf);
    expect(codes.filter((code) => code === "ok")).toEqual(["ok"]);
    expect(await read(bucket, "counter")).toBe(`writer ${codes.indexOf("ok")}`);
  });

  test("a tenant's id that is none is an error, never a path", () => {
    for (const id of ["..", "../secret", "", "x", `${tenant.tenantId}/..`]) {
      expect(() => directoryBucket(blobs, id)).toThrow();
    }
  });

  test("uploads that were begun before a time are ended, whosever they are, and none that were begun since", async () => {
    const provider = directoryBlobsProvider(blobs.root);
    await expectSwept(provider, bucket, directoryBucket(blobs, (await ensured(provider)).tenantId));
  });

  test("a directory that is not there is said to be unavailable", async () => {
    const provider = directoryBlobsProvider(join(blobs.root, "nowhere"));
    expect(await provider.health(never)).toMatchObject({
      status: "unavailable",
      detail: expect.stringContaining("ENOENT"),
    });
  });
});
