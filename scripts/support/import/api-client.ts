import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Agent, request } from "undici";
import { problemSchema } from "#domain/contracts/index.ts";

/** The API refused, or could not be reached. The message is a sentence for the person at the console. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly isRetryable: boolean;

  constructor(message: string, isRetryable: boolean) {
    super(message);
    this.isRetryable = isRetryable;
  }
}

export interface ApiClient {
  call(method: "GET" | "POST" | "DELETE", path: string, json?: unknown): Promise<unknown>;
  /** @param headers of the upload, e.g. its media type and length */
  upload(
    path: string,
    body: Readable,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<unknown>;
  /** Saves an answer as a file. */
  download(path: string, to: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const callMsMax = 60_000;

/** Names under `localhost` are this machine, whatever the system's resolver knows of them. */
const lookUpLoopback: LookupFunction = (hostname, options, callback) =>
  lookup(hostname.endsWith(".localhost") ? "127.0.0.1" : hostname, options, callback);

/** @param base of the API, without slash at the end */
export function apiClient(base: string, token: string): ApiClient {
  const dispatcher = new Agent({ connect: { timeout: 5_000, lookup: lookUpLoopback } });

  async function send(
    method: string,
    path: string,
    body: string | Readable | null,
    headers: Record<string, string>,
    upload?: AbortSignal,
  ) {
    const response = await request(base + path, {
      method: method as "GET",
      dispatcher,
      body,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      headersTimeout: upload === undefined ? callMsMax : 0,
      ...(upload === undefined ? {} : { signal: upload }),
      bodyTimeout: callMsMax,
    }).catch((error: Error) => {
      upload?.throwIfAborted();
      throw new ApiError(`The API at ${base} cannot be reached: ${error.message}`, true);
    });
    const text = await response.body.text();
    if (response.statusCode < 300) return text === "" ? null : (JSON.parse(text) as unknown);
    throw refusalOf(response.statusCode, text);
  }

  return {
    call: (method, path, json) =>
      json === undefined
        ? send(method, path, null, {})
        : send(method, path, JSON.stringify(json), { "Content-Type": "application/json" }),
    async download(path, to, signal) {
      const headers = { Authorization: `Bearer ${token}` };
      const response = await request(base + path, {
        dispatcher,
        headers,
        signal,
        headersTimeout: callMsMax,
        bodyTimeout: callMsMax,
      });
      if (response.statusCode >= 300) throw refusalOf(response.statusCode, await response.body.text());
      await pipeline(response.body, createWriteStream(to, { mode: 0o600 }));
    },
    upload: (path, body, headers, signal) => send("POST", path, body, { ...headers }, signal),
    close: () => dispatcher.close(),
  };
}

function refusalOf(status: number, text: string): ApiError {
  try {
    const { title, detail, retryable } = problemSchema.parse(JSON.parse(text));
    return new ApiError(`${title}: ${detail}`, retryable);
  } catch {
    return new ApiError(`The API answered ${status}.`, status >= 500);
  }
}
