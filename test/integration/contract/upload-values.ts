import type { Platform } from "#supervisor/index.ts";
import { uploadClient } from "#test/integration/media/upload-client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";

const operations = {
  getWebsitesByWebsiteIdUploadsByUploadId: {},
  getWebsitesByWebsiteIdUploadsByUploadIdParts: {},
  postWebsitesByWebsiteIdUploadsByUploadIdParts: { parts: [[{ part: 1, sha256: "0".repeat(64) }]] },
  putWebsitesByWebsiteIdUploadsByUploadIdPartsByPart: { part: ["1"] },
  postWebsitesByWebsiteIdUploadsByUploadIdComplete: {},
  deleteWebsitesByWebsiteIdUploadsByUploadId: {},
} as const satisfies Record<string, KnownValues>;

/** Uploads of a website, for each operation one of its own. @param file what is sent as a part */
export async function uploadValues(
  platform: Platform,
  websiteId: string,
  file: Uint8Array,
): Promise<readonly (readonly [string, KnownValues])[]> {
  const client = uploadClient(platform, `/websites/${websiteId}`);
  const values: [string, KnownValues][] = [
    [
      "postWebsitesByWebsiteIdUploads",
      { bytes: [10, 20], sha256: [undefined], details: [undefined], replaces: [undefined] },
    ],
  ];
  for (const [operation, own] of Object.entries(operations)) {
    const { uploadId } = (await client.begin(file, { fileName: "contract.txt" })).body as { uploadId: string };
    await client.putPart(uploadId, 1, file);
    values.push([operation, { uploadId: [uploadId], ...own }]);
  }
  return values;
}
