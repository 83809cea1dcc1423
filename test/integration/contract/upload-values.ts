import type { Upload } from "#domain/upload/index.ts";
import type { Platform } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import { callWith, uploadClient } from "#test/integration/media/upload-client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";

const ofUploads = {
  getWebsitesByWebsiteIdUploadsByUploadId: {},
  getWebsitesByWebsiteIdUploadsByUploadIdParts: {},
  postWebsitesByWebsiteIdUploadsByUploadIdParts: { parts: [[{ part: 1, sha256: "0".repeat(64) }]] },
  putWebsitesByWebsiteIdUploadsByUploadIdPartsByPart: { part: ["1"] },
  postWebsitesByWebsiteIdUploadsByUploadIdComplete: {},
  deleteWebsitesByWebsiteIdUploadsByUploadId: {},
} as const satisfies Record<string, KnownValues>;

const ofMedia = {
  getWebsitesByWebsiteIdMediaByMediaId: {},
  getWebsitesByWebsiteIdMediaByMediaIdUses: { cursor: [undefined] },
  getWebsitesByWebsiteIdMediaByMediaIdVersions: { cursor: [undefined] },
  postWebsitesByWebsiteIdMediaByMediaIdVersionsByVersionRestore: { version: ["1"] },
  patchWebsitesByWebsiteIdMediaByMediaId: { fileName: ["contract.txt"], folder: ["Contracts"] },
  deleteWebsitesByWebsiteIdMediaByMediaId: {},
  postWebsitesByWebsiteIdMediaByMediaIdUntrash: {},
} as const satisfies Record<string, KnownValues>;

/** Uploads and media of a website, for each operation of its own. @param file what is sent as a part */
export async function uploadValues(
  platform: Platform,
  websiteId: string,
  file: Uint8Array,
): Promise<readonly (readonly [string, KnownValues])[]> {
  const path = `/websites/${websiteId}`;
  const client = uploadClient(platform, path);
  const left = [undefined];
  const values: [string, KnownValues][] = [
    ["postWebsitesByWebsiteIdUploads", { bytes: [10, 20], sha256: left, details: left, replaces: left }],
    ["getWebsitesByWebsiteIdMedia", { cursor: left, folder: left, search: left }],
    ["getWebsitesByWebsiteIdUploads", { cursor: left }],
  ];
  const begun = async () => {
    const { uploadId } = (await client.begin(file, { fileName: "contract.txt" })).body as Upload;
    await client.putPart(uploadId, 1, file);
    return uploadId;
  };
  for (const [operation, own] of Object.entries(ofUploads)) {
    const uploadId = await begun();
    values.push([operation, { UploadId: [uploadId], uploadId: [uploadId], ...own }]);
  }
  for (const [operation, own] of Object.entries(ofMedia)) {
    // Text: what begins as XML does is taken for an image that it is not.
    const text = new TextEncoder().encode(`What ${operation} is called for.\n`);
    const { mediaId, failure } = await client.upload(text, { fileName: "contract.txt" });
    if (failure !== null) throw new Error(JSON.stringify(failure));
    if (operation.endsWith("Untrash")) {
      const at = `${path}/media/${mediaId}`;
      const { headers } = await callApi(platform, "GET", at);
      await callWith(platform, "DELETE", at, {}, { "If-Match": headers.get("ETag")! });
    }
    values.push([operation, { RecordId: [mediaId], mediaId: [mediaId], ...own }]);
  }
  return values;
}
