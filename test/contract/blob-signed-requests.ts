import { beforeEach, describe, expect, test } from "vitest";
import type { BlobBucket, SignedRequest } from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { eventually } from "#test/support/eventually.ts";
import {
  bytesOf,
  claimOf,
  codeOf,
  listAll,
  put,
  read,
  send,
  soon,
  valueOf,
  type BlobsUnderTest,
} from "./support/blob-tools.ts";
import { makeTenant } from "./support/tenants.ts";

/** What every bucket holds its signed requests to. */
export function describeSignedRequests(current: () => BlobsUnderTest): void {
  describe("signed requests", () => {
    let tenant: TenantResources;
    let bucket: BlobBucket;
    let other: BlobBucket;
    beforeEach(() => {
      ({ tenant, bucket, other } = current());
    });
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
      const typed = valueOf(await bucket.signGet("signed/get", { ...soon, contentType: "text/plain; charset=utf-8" }));
      expect((await send(typed)).headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const part = await send(typed, undefined, { headers: { Range: "bytes=2-4" } });
      expect([part.status, part.bytes.toString()]).toEqual([206, "234"]);
      expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
      const beyond = await send(typed, undefined, { headers: { Range: "bytes=10-" } });
      expect(beyond.status).toBe(416);
      expect((await send(valueOf(await bucket.signGet("signed/none", soon)))).status).toBe(404);
    });
  });
}
