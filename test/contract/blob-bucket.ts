import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { partBytesMin, type BlobBucket, type SignedRequest } from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { eventually } from "#test/support/eventually.ts";
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
  send,
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
const soon = { expiresInS: 600 };

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

    describe("signed requests", () => {
      const body = bytesOf("hello");
      let signed: SignedRequest;
      beforeEach(async () => {
        signed = valueOf(await bucket.signPut("signed/put", claimOf(body), soon));
      });

      /** Refused, and nothing came of it. */
      async function expectRefused(sent: Promise<{ readonly status: number }>, what: string): Promise<void> {
        const status = await sent.then(
          (answer) => answer.status,
          () => 400,
        );
        expect(status, what).toBeGreaterThanOrEqual(400);
        expect(status, what).toBeLessThan(500);
        expect(await listAll(bucket), what).toEqual([]);
        expect(await listAll(other), what).toEqual([]);
      }

      test("the blob that was signed for can be put, and again", async () => {
        for (const _ of [1, 2]) expect((await send(signed, body)).status).toBe(200);
        expect(await read(bucket, "signed/put")).toBe("hello");
      });

      test("other bytes, more of them, fewer or none are refused", async () => {
        for (const wrong of ["jello", "hell", "hello!", ""]) await expectRefused(send(signed, bytesOf(wrong)), wrong);
        await expectRefused(send(signed), "no body");
      });

      test("bytes with headers of their own digest are refused", async () => {
        const { sha256 } = claimOf(bytesOf("jello"));
        const checksum = Buffer.from(sha256, "hex").toString("base64");
        const wrong: readonly Record<string, string>[] = [
          { "x-amz-content-sha256": sha256 },
          { "x-amz-content-sha256": sha256, "x-amz-checksum-sha256": checksum },
          { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
        ];
        for (const headers of wrong) {
          await expectRefused(send(signed, bytesOf("jello"), { headers }), JSON.stringify(headers));
        }
      });

      test("whatever is changed in the address is refused", async () => {
        const theirs = makeTenant().tenantId;
        const changes: readonly (readonly [string, (url: URL) => void])[] = [
          ["another key", (url) => (url.pathname = url.pathname.replace("signed/put", "signed/other"))],
          ["another tenant", (url) => (url.pathname = url.pathname.replaceAll(tenant.tenantId, theirs))],
          ["a key above", (url) => (url.pathname = url.pathname.replace("signed/put", "../signed/put"))],
          ["an escaped way up", (url) => (url.href = url.href.replace("signed/put", "%2e%2e%2fput"))],
          ["a doubled slash", (url) => (url.pathname = url.pathname.replace("signed/", "signed//"))],
        ];
        for (const [what, change] of changes) {
          const url = new URL(signed.url);
          change(url);
          expect(url.href).not.toBe(signed.url);
          await expectRefused(send(signed, body, { url: url.href }), what);
        }
        for (const name of new URL(signed.url).searchParams.keys()) {
          for (const value of [null, "", "1", "999999999999999"]) {
            const url = new URL(signed.url);
            if (value === null) url.searchParams.delete(name);
            else url.searchParams.set(name, value);
            await expectRefused(send(signed, body, { url: url.href }), `${name}=${value}`);
          }
          const url = new URL(signed.url);
          const value = url.searchParams.get(name)!;
          url.searchParams.set(name, (value.startsWith("0") ? "1" : "0") + value.slice(1));
          await expectRefused(send(signed, body, { url: url.href }), `${name} changed a little`);
        }
        await expectRefused(send(signed, body, { url: `${signed.url}&partNumber=1&part=1` }), "something added");
        await expectRefused(send(signed, body, { url: signed.url.split("?")[0]! }), "no signature");
      });

      test("one that was signed for putting neither gets nor deletes, and the other way round", async () => {
        const reading = valueOf(await bucket.signGet("signed/put", soon));
        await expectRefused(send(reading, body, { method: "PUT" }), "put by an address for getting");
        expect((await send(signed, body)).status).toBe(200);
        expect((await send(signed, undefined, { method: "GET" })).status).toBeGreaterThanOrEqual(400);
        for (const method of ["DELETE", "POST"]) {
          for (const request of [signed, reading]) {
            expect((await send(request, undefined, { method })).status, method).toBeGreaterThanOrEqual(400);
          }
        }
        expect(await read(bucket, "signed/put")).toBe("hello");
      });

      test("an expired one is refused", async () => {
        const brief = valueOf(await bucket.signPut("signed/put", claimOf(body), { expiresInS: 1 }));
        await put(bucket, "signed/get", "text");
        const reading = valueOf(await bucket.signGet("signed/get", { expiresInS: 1 }));
        await eventually("it has expired", async () => (await send(reading)).status === 403);
        expect((await send(brief, body)).status).toBe(403);
        expect(await read(bucket, "signed/put")).toBeNull();
        expect(codeOf(await bucket.signGet("signed/get", { expiresInS: 3_601 }))).toBe("invalid-request");
        expect(codeOf(await bucket.signGet("signed/get", { expiresInS: 0 }))).toBe("invalid-request");
      });

      test("a blob is got by its address, whole or in part, as bytes to be saved or as what was signed", async () => {
        await put(bucket, "signed/get", "0123456789");
        const plain = await send(valueOf(await bucket.signGet("signed/get", soon)));
        expect(plain.status).toBe(200);
        expect(plain.bytes.toString()).toBe("0123456789");
        expect(plain.headers.get("content-type")).toBe("application/octet-stream");
        expect(plain.headers.get("content-disposition")).toBe("attachment");
        const typed = valueOf(
          await bucket.signGet("signed/get", { ...soon, contentType: "text/plain; charset=utf-8" }),
        );
        expect((await send(typed)).headers.get("content-type")).toBe("text/plain; charset=utf-8");
        const part = await send(typed, undefined, { headers: { Range: "bytes=2-4" } });
        expect([part.status, part.bytes.toString()]).toEqual([206, "234"]);
        expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
        const beyond = await send(typed, undefined, { headers: { Range: "bytes=10-" } });
        expect(beyond.status).toBe(416);
        expect((await send(valueOf(await bucket.signGet("signed/none", soon)))).status).toBe(404);
      });
    });

    describe("uploads in parts", () => {
      const parts = [noise(partBytesMin, 1), noise(partBytesMin, 2), noise(1_000, 3)];

      async function sendPart(key: string, uploadId: string, part: number, bytes: Uint8Array): Promise<number> {
        const signed = valueOf(await bucket.signPart({ key, uploadId }, part, claimOf(bytes), soon));
        return (await send(signed, bytes)).status;
      }

      test("parts that come in any order, and again, make the blob; before that nothing is there", async () => {
        const key = "uploads/large";
        const { uploadId } = valueOf(await bucket.createUpload(key));
        for (const index of [2, 0, 1, 0]) expect(await sendPart(key, uploadId, index + 1, parts[index]!)).toBe(200);
        expect(await listAll(bucket)).toEqual([]);
        const first = valueOf(await bucket.listParts({ key, uploadId }, { limit: 2 }));
        const rest = valueOf(await bucket.listParts({ key, uploadId }, { cursor: first.cursor }));
        const there = [...first.items, ...rest.items];
        expect(there.map(({ part, bytes }) => [part, bytes])).toEqual([
          [1, partBytesMin],
          [2, partBytesMin],
          [3, 1_000],
        ]);
        expect(rest.cursor).toBeNull();
        valueOf(await bucket.completeUpload({ key, uploadId }, there));
        const whole = await collect(valueOf(await bucket.get(key)).body);
        expect(whole.equals(Buffer.concat(parts))).toBe(true);
        expect(valueOf(await bucket.listUploads()).items).toEqual([]);
        expect(["ok", "upload-not-found"]).toContain(codeOf(await bucket.completeUpload({ key, uploadId }, there)));
        expect(valueOf(await bucket.head(key)).bytes).toBe(2 * partBytesMin + 1_000);
      });

      test("a part of other bytes, under another number or for another upload is refused", async () => {
        const [mine, another] = ["uploads/a", "uploads/b"];
        const { uploadId } = valueOf(await bucket.createUpload(mine));
        const bytes = bytesOf("part");
        const signed = valueOf(await bucket.signPart({ key: mine, uploadId }, 1, claimOf(bytes), soon));
        const second = valueOf(await bucket.createUpload(another));
        const other = (name: RegExp, value: string) => {
          const url = new URL(signed.url);
          const found = [...url.searchParams.keys()].find((key) => name.test(key))!;
          expect(url.searchParams.get(found)).not.toBe(value);
          url.searchParams.set(found, value);
          return { url: url.href };
        };
        const tampered = [
          send(signed, bytesOf("pArt")),
          send(signed, bytesOf("part!")),
          send(signed, bytes, other(/^part/, "2")),
          send(signed, bytes, other(/^upload/, second.uploadId)),
          send(signed, bytes, { url: signed.url.replace(mine, another) }),
        ];
        for (const sent of tampered) expect((await sent).status).toBeGreaterThanOrEqual(400);
        for (const [key, id] of [
          [mine, uploadId],
          [another, second.uploadId],
        ] as const) {
          expect(valueOf(await bucket.listParts({ key, uploadId: id })).items).toEqual([]);
        }
        expect(await sendPart(another, uploadId, 1, bytes)).toBe(404);
      });

      test("it is completed of the parts that are there, by their latest tags, in order and of size, or not at all", async () => {
        const key = "uploads/picky";
        const upload = { key, ...valueOf(await bucket.createUpload(key)) };
        for (const [index, bytes] of [noise(partBytesMin, 1), bytesOf("last")].entries()) {
          expect(await sendPart(key, upload.uploadId, index + 1, bytes)).toBe(200);
        }
        const [one, two] = valueOf(await bucket.listParts(upload)).items.map(({ part, etag }) => ({ part, etag }));
        if (one === undefined || two === undefined) throw new Error("both parts are there");
        const wrong = [
          [],
          [one],
          [two, one],
          [one, one],
          [one, { ...two, etag: '"0"' }],
          [one, two, { ...two, part: 3 }],
        ];
        for (const parts of wrong) expect(codeOf(await bucket.completeUpload(upload, parts))).toBe("invalid-request");
        expect(await listAll(bucket)).toEqual([]);
        valueOf(await bucket.completeUpload(upload, [one, two]));
        expect(valueOf(await bucket.head(key)).bytes).toBe(partBytesMin + 4);
        const small = { key: "uploads/small", ...valueOf(await bucket.createUpload("uploads/small")) };
        for (const part of [1, 2]) expect(await sendPart(small.key, small.uploadId, part, bytesOf("small"))).toBe(200);
        const parts = valueOf(await bucket.listParts(small)).items;
        expect(codeOf(await bucket.completeUpload(small, parts))).toBe("invalid-request");
      });

      test("aborted, nothing is left of it, and late parts are refused", async () => {
        const key = "uploads/aborted";
        const upload = { key, ...valueOf(await bucket.createUpload(key)) };
        expect(await sendPart(key, upload.uploadId, 1, bytesOf("part"))).toBe(200);
        valueOf(await bucket.abortUpload(upload));
        valueOf(await bucket.abortUpload(upload));
        expect(await sendPart(key, upload.uploadId, 2, bytesOf("part"))).toBe(404);
        expect(codeOf(await bucket.listParts(upload))).toBe("upload-not-found");
        expect(codeOf(await bucket.completeUpload(upload, [{ part: 1, etag: '"0"' }]))).toBe("upload-not-found");
        expect(await listAll(bucket)).toEqual([]);
      });

      test("uploads are listed page by page, and those that were begun too long ago are aborted", async () => {
        for (const key of ["u/1", "u/1", "u/2"]) valueOf(await bucket.createUpload(key));
        valueOf(await other.createUpload("u/1"));
        const first = valueOf(await bucket.listUploads({ limit: 2 }));
        const rest = valueOf(await bucket.listUploads({ cursor: first.cursor, limit: 2 }));
        expect([...first.items, ...rest.items].map(({ key }) => key).sort()).toEqual(["u/1", "u/1", "u/2"]);
        expect(await bucket.sweep(Date.now() - 3_600_000)).toBe(0);
        expect(await bucket.sweep(Date.now() + 3_600_000)).toBe(3);
        expect(valueOf(await bucket.listUploads()).items).toEqual([]);
        expect(valueOf(await other.listUploads()).items.length).toBe(1);
      });

      test("ids that are no upload's lead nowhere", async () => {
        await put(bucket, "key", "x");
        for (const uploadId of ["..", "../..", "../../etc", "0".repeat(32), "a/b", "%2e%2e", ""]) {
          const upload = { key: "key", uploadId };
          expect(["invalid-request", "upload-not-found"]).toContain(codeOf(await bucket.listParts(upload)));
          expect(["invalid-request", "upload-not-found"]).toContain(
            codeOf(await bucket.completeUpload(upload, [{ part: 1, etag: '"0"' }])),
          );
          expect(["ok", "invalid-request"]).toContain(codeOf(await bucket.abortUpload(upload)));
        }
        expect(await read(bucket, "key")).toBe("x");
      });
    });
  });
}
