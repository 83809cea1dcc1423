import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BlobBucket } from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { describeSignedRequests } from "./blob-signed-requests.ts";
import { describeUploads } from "./blob-uploads.ts";
import {
  bytesOf,
  claimOf,
  codeOf,
  collect,
  inChunks,
  listAll,
  noise,
  put,
  read,
  soon,
  valueOf,
} from "./support/blob-tools.ts";
import { makeTenant } from "./support/tenants.ts";

export interface BucketHarness {
  /** A tenant's blobs; the tenant is made when it is not there. */
  open(tenant: TenantResources): Promise<BlobBucket>;
  stop(): Promise<void>;
}

const hostileKeys = [
  ...[
    "",
    "/",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "../a",
    "a/..",
    "a/../b",
    "a/./b",
    "./a",
    ".hidden",
    "a/.uploads/b",
    ".new/a",
  ],
  ...[
    "a\0b",
    "a\nb",
    "a\\b",
    "..\\a",
    "a b",
    "a+/b",
    "ä",
    "a%2fb",
    "%2e%2e/a",
    "a?b",
    "a#b",
    "a:b",
    "~root",
    "*",
    "'",
    '"',
  ],
  ...["x".repeat(129), "x/".repeat(300) + "x"],
];

/** What every bucket holds to. */
export function describeBucket(name: string, makeHarness: () => Promise<BucketHarness>): void {
  describe(`${name} as a bucket`, () => {
    let harness: BucketHarness;
    let tenant: TenantResources;
    let bucket: BlobBucket;
    let other: BlobBucket;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      tenant = makeTenant();
      bucket = await harness.open(tenant);
      other = await harness.open(makeTenant());
    });
    afterAll(() => harness.stop());

    test("a blob that was put is there, with its length, its tag and its time", async () => {
      const { etag } = valueOf(await put(bucket, "a/b.txt", "hello"));
      const got = valueOf(await bucket.get("a/b.txt"));
      expect((await collect(got.body)).toString()).toBe("hello");
      const head = valueOf(await bucket.head("a/b.txt"));
      expect(head).toMatchObject({ bytes: 5, etag });
      expect(got).toMatchObject({ bytes: 5, etag });
      expect(Math.abs(head.modifiedAtMs - Date.now())).toBeLessThan(60_000);
    });

    test("an empty blob and one of megabytes that comes as a stream are there as they were", async () => {
      const large = noise(3_000_001, 1);
      valueOf(await bucket.put("empty", new Uint8Array(0), claimOf(new Uint8Array(0))));
      valueOf(await bucket.put("large", inChunks(large, 70_000), claimOf(large)));
      expect(await read(bucket, "empty")).toBe("");
      expect((await collect(valueOf(await bucket.get("large")).body)).equals(large)).toBe(true);
    });

    test("a range is what was asked for, up to the end, and begins within the blob", async () => {
      await put(bucket, "digits", "0123456789");
      const range = async (first: number, last: number) => {
        const got = await bucket.get("digits", { first, last });
        if (!got.ok) return got.failure.code;
        expect(got.value.bytes).toBe(10);
        return (await collect(got.value.body)).toString();
      };
      expect(await range(0, 0)).toBe("0");
      expect(await range(2, 4)).toBe("234");
      expect(await range(8, 100)).toBe("89");
      for (const [first, last] of [
        [10, 11],
        [5, 4],
        [-1, 3],
      ] as const)
        expect(await range(first, last)).toBe("invalid-request");
    });

    test("what is not there is not found, and is deleted without complaint", async () => {
      expect(codeOf(await bucket.get("none"))).toBe("blob-not-found");
      expect(codeOf(await bucket.head("none/below"))).toBe("blob-not-found");
      expect(codeOf(await bucket.delete("none/below"))).toBe("ok");
      await put(bucket, "some", "x");
      valueOf(await bucket.delete("some"));
      valueOf(await bucket.delete("some"));
      expect(await read(bucket, "some")).toBeNull();
    });

    test("bytes of another length or digest than was claimed are refused, and what was there stays", async () => {
      await put(bucket, "kept", "first");
      const claim = claimOf(bytesOf("second"));
      for (const wrong of ["secon", "second!", "sEcond", ""]) {
        for (const body of [bytesOf(wrong), inChunks(bytesOf(wrong), 2)]) {
          const outcome = await bucket.put("kept", body, claim).then(codeOf, (error: Error) => error.constructor.name);
          expect(outcome, wrong).not.toBe("ok");
        }
      }
      expect(await read(bucket, "kept")).toBe("first");
      expect(codeOf(await bucket.put("kept", bytesOf("sEcond"), claim))).toBe("digest-mismatch");
      expect(codeOf(await bucket.put("kept", bytesOf("x"), { bytes: 1, sha256: "x" }))).toBe("invalid-request");
      expect(await listAll(bucket)).toEqual(["kept"]);
    });

    test("of many who put the first blob under a key, one does", async () => {
      const puts = Array.from({ length: 12 }, (_, index) => {
        const bytes = bytesOf(`writer ${index}`);
        return bucket.put("once", bytes, claimOf(bytes), { ifNoneMatch: "*" });
      });
      const codes = (await Promise.all(puts)).map(codeOf);
      expect(codes.filter((code) => code === "ok")).toEqual(["ok"]);
      expect(new Set(codes)).toEqual(new Set(["ok", "version-mismatch"]));
      expect(await read(bucket, "once")).toBe(`writer ${codes.indexOf("ok")}`);
    });

    test("a blob is replaced only as the version that it was expected to be", async () => {
      const { etag } = valueOf(await put(bucket, "versioned", "1"));
      const bytes = bytesOf("2");
      const replaced = valueOf(await bucket.put("versioned", bytes, claimOf(bytes), { ifMatch: etag }));
      expect(replaced.etag).not.toBe(etag);
      expect(codeOf(await bucket.put("versioned", bytesOf("3"), claimOf(bytesOf("3")), { ifMatch: etag }))).toBe(
        "version-mismatch",
      );
      expect(codeOf(await bucket.put("absent", bytes, claimOf(bytes), { ifMatch: etag }))).toBe("version-mismatch");
      expect(await read(bucket, "versioned")).toBe("2");
      expect(await read(bucket, "absent")).toBeNull();
    });

    test("blobs are listed in the order of their keys' bytes, page by page, below a prefix or all", async () => {
      const keys = ["a", "a-b", "a.b", "a/b", "a/b/c", "a/c", "a0", "aB", "a=b", "b/1", "b/10", "b/2", "B", "z/y/x/w"];
      for (const key of keys) await put(bucket, key, key);
      const sorted = keys.toSorted((a, b) => (a < b ? -1 : 1));
      expect(await listAll(bucket)).toEqual(sorted);
      for (const limit of [1, 2, 3, 13, 14]) expect(await listAll(bucket, "", limit)).toEqual(sorted);
      for (const prefix of ["a", "a/", "a/b", "b/1", "z/y", "zz", "a/b/c/d"]) {
        expect(await listAll(bucket, prefix, 2), prefix).toEqual(sorted.filter((key) => key.startsWith(prefix)));
      }
      expect(codeOf(await bucket.list("", { limit: 1_001 }))).toBe("invalid-request");
      expect(codeOf(await bucket.list("../", {}))).toBe("invalid-request");
    });

    test("one tenant's blobs are none of another's", async () => {
      await put(bucket, "same", "mine");
      await put(other, "same", "theirs");
      expect(await read(bucket, "same")).toBe("mine");
      expect(await listAll(other)).toEqual(["same"]);
      await other.delete("same");
      expect(await read(bucket, "same")).toBe("mine");
    });

    test("keys that lead elsewhere, or may be read as such, are refused by every call", async () => {
      const claim = claimOf(bytesOf("x"));
      for (const key of hostileKeys) {
        const upload = { key, uploadId: "0".repeat(32) };
        const calls = [
          bucket.put(key, bytesOf("x"), claim),
          bucket.get(key),
          bucket.head(key),
          bucket.delete(key),
          bucket.signPut(key, claim, soon),
          bucket.signGet(key, soon),
          bucket.createUpload(key),
          bucket.signPart(upload, 1, claim, soon),
          bucket.listParts(upload),
          bucket.completeUpload(upload, []),
          bucket.abortUpload(upload),
        ];
        for (const call of calls) expect(codeOf(await call), JSON.stringify(key)).toBe("invalid-request");
      }
      expect(await listAll(bucket)).toEqual([]);
    });

    describeSignedRequests(() => ({ tenant, bucket, other }));
    describeUploads(() => ({ tenant, bucket, other }));
  });
}
