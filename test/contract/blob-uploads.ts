import { beforeEach, describe, expect, test } from "vitest";
import { partBytesMin, type BlobBucket } from "#control-plane/drivers/blobs/index.ts";
import {
  bytesOf,
  claimOf,
  codeOf,
  collect,
  listAll,
  noise,
  put,
  read,
  send,
  soon,
  valueOf,
  type BlobsUnderTest,
} from "./support/blob-tools.ts";

/** What every bucket holds its uploads in parts to. */
export function describeUploads(current: () => BlobsUnderTest): void {
  describe("uploads in parts", () => {
    let bucket: BlobBucket;
    let other: BlobBucket;
    beforeEach(() => {
      ({ bucket, other } = current());
    });
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
}
