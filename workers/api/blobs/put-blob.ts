import { storedBlobSchema } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { blobPath } from "../paths.ts";
import { storeBlobs } from "../quotas/index.ts";
import { defineRoute } from "../route.ts";

/** The largest blob, in bytes: half of the memory that an isolate has on Cloudflare. Files of themes are smaller. */
const blobBytesMax = 64_000_000;

/** `PUT /blobs/:digest`: 201 when the tenant had not uploaded it, 200 when it had; 422 when the bytes have another digest. */
export const putBlob = defineRoute({
  method: "PUT",
  path: "/blobs/:digest",
  access: { kind: "tenant", permission: "content:write" },
  summary: "Upload a blob",
  answers: { 200: storedBlobSchema, 201: storedBlobSchema },
  refusals: ["digest-mismatch", "storage-full", "quota-exceeded"],
  params: blobPath,
  accepts: "bytes",
  bodyBytesMax: blobBytesMax,
  async handle({ context, params, bytes, services }) {
    const digest = await digestOfBytes(bytes);
    if (digest !== params.digest) {
      return fail("digest-mismatch", `The bytes have the SHA-256 ${digest}.`, { digest });
    }
    const stored = await storeBlobs(services, context.tenantId, new Map([[digest, bytes]]));
    if (!stored.ok) return stored;
    return ok({ status: stored.value.length === 0 ? 200 : 201, body: { digest, bytes: bytes.byteLength } });
  },
});

async function digestOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
