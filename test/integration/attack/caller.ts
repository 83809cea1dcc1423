import { localFetch, type Platform } from "#supervisor/index.ts";
import type { AnyJson } from "#test/support/any-json.ts";

/** An answer, of which attacks look at whatever they like. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnyJson;
}

export interface CallInput {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  /** Sent as JSON; a string or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Call = (method: string, path: string, input?: CallInput) => Promise<Answer>;

/** Calls the API of a platform, with whatever an attacker likes to send. */
export function callerOf({ urls }: Pick<Platform, "urls">): Call {
  return async (method, path, { token, cookie, body, headers = {} } = {}) => {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const response = await localFetch(urls.api + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { Cookie: cookie, Origin: new URL(urls.api).origin }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined || isRaw ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get("Content-Type")?.endsWith("json") === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? parsed(text) : null };
  };
}

/** Null for what is no JSON, or JSON line by line. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The code of a refusal; empty for none. */
export function codeOf({ body }: Answer): string {
  return String((body as { type?: unknown } | null)?.type ?? "").replace("urn:hotswap:problem:", "");
}

/** Cookies that an answer sets, as a browser sends them back. */
export function cookiesOf({ headers }: Pick<Answer, "headers">): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .join("; ");
}
