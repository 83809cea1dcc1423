import { storedBlobSchema } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { blobPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** The largest blob, in bytes: half of the memory that an isolate has on Cloudflare. Files of themes are smaller. */
export const blobBytesMax = 64_000_000;

/** `PUT /blobs/:digest`: 201 when it was not there, 200 when it was; 422 when the bytes have another digest. */
export const putBlob = defineRoute({
  method: "PUT",
  path: "/blobs/:digest",
  access: { kind: "tenant", permission: "content:write" },
  summary: "Upload a blob",
  answers: { 200: storedBlobSchema, 201: storedBlobSchema },
  refusals: ["digest-mismatch", "storage-full"],
  params: blobPath,
  accepts: "bytes",
  bodyBytesMax: blobBytesMax,
  async handle({ params, bytes, services }) {
    const digest = await digestOfBytes(bytes);
    if (digest !== params.digest) {
      return fail("digest-mismatch", `The bytes have the SHA-256 ${digest}.`, { digest });
    }
    const existed = await services.blobs.has(digest);
    if (!existed) await services.blobs.put(digest, bytes);
    return ok({ status: existed ? 200 : 201, body: { digest, bytes: bytes.byteLength } });
  },
});

async function digestOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
