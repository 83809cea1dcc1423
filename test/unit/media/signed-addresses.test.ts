import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openBuckets } from "#control-plane/drivers/blobs/open-buckets.ts";

const directory = mkdtempSync(join(tmpdir(), "hotswap-signed-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("an address that was signed for a tenant's part is good for nothing once the tenant is suspended, and again when it is not", async () => {
  const tenantId = "00000000-0000-7000-8000-000000000001";
  let isOpen = true;
  const baseUrl = "http://blobs.test/blobs";
  const input = { s3: null, directory, baseUrl, secret: "a-secret-of-tests", isOpen: async () => isOpen };
  const buckets = (await openBuckets(input))!;
  await buckets.ensureHomeExists(tenantId);
  const bucket = buckets.of(tenantId);
  const body = Buffer.from("a part");
  const created = await bucket.createUpload("uploads/1");
  if (!created.ok) throw new Error(created.failure.detail);
  const upload = { key: "uploads/1", uploadId: created.value.uploadId };
  const claim = { bytes: body.byteLength, sha256: createHash("sha256").update(body).digest("hex") };
  const signed = await bucket.signPart(upload, 1, claim, { expiresInS: 60 });
  if (!signed.ok) throw new Error(signed.failure.detail);
  const { url, method } = signed.value;
  const send = async () => (await buckets.serveSigned!(new Request(url, { method, body }))).status;
  isOpen = false;
  expect(await send()).toBe(403);
  expect(await bucket.listParts(upload)).toMatchObject({ value: { items: [] } });
  isOpen = true;
  expect(await send()).toBe(200);
});
