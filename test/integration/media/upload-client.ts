import { createHash } from "node:crypto";
import type { Media } from "#domain/content/index.ts";
import { partBytes, type Upload } from "#domain/upload/index.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { localFetch, type Platform } from "#supervisor/index.ts";
import { callApi, type Answered } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

export interface Given {
  readonly fileName: string;
  readonly contentType?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly details?: object;
  readonly replaces?: string;
}

/** Calls the API in the demo tenant, with more headers. */
export async function callWith(
  platform: Platform,
  method: string,
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>>,
): Promise<Answered> {
  const headers = { Authorization: `Bearer ${platform.token}`, "X-Tenant-ID": demoTenantId, ...more };
  const json = { ...headers, "Content-Type": "application/json" };
  const sent = { method, headers: json, body: JSON.stringify(body) };
  const response = await localFetch(platform.urls.api + path, sent);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Asks until the answer is as it should be. @returns the answer, whatever it was last */
export async function until<Value>(ask: () => Promise<Value>, isRight: (answer: Value) => boolean, withinMs = 30_000) {
  let answer = await ask();
  const again = async () => isRight(answer) || isRight((answer = await ask().catch(() => answer)));
  await eventually("the answer that is waited for", again, withinMs);
  return answer;
}

/** Uploads to a website of a platform, as its API's clients do. @param path of the website, below the API's address */
export function uploadClient(platform: Platform, path: string, token = platform.token) {
  const headers = { Authorization: `Bearer ${token}` };
  const at = (uploadId: string) => `${path}/uploads/${uploadId}`;
  const begin = (file: Uint8Array, given: Given, more: Readonly<Record<string, string>> = {}): Promise<Answered> =>
    callWith(platform, "POST", `${path}/uploads`, { bytes: file.byteLength, ...given }, more);
  const partOf = (file: Uint8Array, part: number) => file.subarray((part - 1) * partBytes, part * partBytes);
  const putPart = (uploadId: string, part: number, body: Uint8Array) =>
    localFetch(`${platform.urls.api}${at(uploadId)}/parts/${part}`, {
      method: "PUT",
      headers: { ...headers, "Content-Type": "application/octet-stream" },
      body,
    });
  const complete = (uploadId: string) => callApi(platform, "POST", `${at(uploadId)}/complete`, {});
  const read = (uploadId: string) => callApi(platform, "GET", at(uploadId));
  const settled = async (uploadId: string): Promise<Upload> => {
    const isOver = ({ body }: Answered) => body.status !== "processing";
    return (await until(() => read(uploadId), isOver, 60_000)).body;
  };
  return {
    at,
    begin,
    partOf,
    putPart,
    complete,
    read,
    settled,
    /** The whole way. @returns how it ended */
    async upload(file: Uint8Array, given: Given): Promise<Upload> {
      const begun = await begin(file, given);
      if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
      const { uploadId, parts, status } = begun.body as Upload;
      if (status === "receiving") {
        for (let part = 1; part <= parts; part += 1) {
          const put = await putPart(uploadId, part, partOf(file, part));
          if (put.status !== 200) throw new Error(await put.text());
        }
        const completed = await complete(uploadId);
        if (completed.status !== 202) throw new Error(JSON.stringify(completed.body));
      }
      return settled(uploadId);
    },
    /** The record as visitors are served it; null for none. */
    async media(mediaId: string): Promise<Media | null> {
      const { status, body } = await callApi(platform, "GET", `${path}/released/records/media/${mediaId}`);
      return status === 200 ? body.value : null;
    },
  };
}
