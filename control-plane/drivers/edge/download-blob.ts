import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { request, type Dispatcher } from "undici";
import { refusalOf } from "./call-edge.ts";
import { EdgeUnavailable, type EdgeResult } from "./port.ts";

export interface BlobDownload {
  /** Below the API's base address. */
  readonly path: string;
  readonly token: string;
  readonly digest: string;
  /** The path of the file that is made. */
  readonly to: string;
  readonly timeoutMs: number;
}

/**
 * Saves a blob as a file. Its refusals are values. Throws an `EdgeUnavailable` when it did not come whole, or is not what it was
 * asked for as; then there is no file.
 */
export async function downloadBlob(
  baseUrl: string,
  dispatcher: Dispatcher,
  { path, token, digest, to, timeoutMs }: BlobDownload,
): Promise<EdgeResult<void>> {
  const hash = createHash("sha256");
  try {
    const response = await request(baseUrl + path, {
      method: "GET",
      dispatcher,
      headers: { Authorization: `Bearer ${token}` },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.statusCode >= 300) {
      const body: unknown = await response.body.json().catch(() => null);
      return refusalOf({ method: "GET", path }, response.statusCode, body);
    }
    await pipeline(
      response.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(to, { flags: "w", mode: 0o600 }),
    );
    if (hash.digest("hex") === digest) return { ok: true, value: undefined };
    throw new EdgeUnavailable(`the edge sent other bytes than ${digest}`);
  } catch (error) {
    await rm(to, { force: true });
    if (error instanceof EdgeUnavailable) throw error;
    throw new EdgeUnavailable(`the edge did not answer GET ${path}`, { cause: error });
  }
}
