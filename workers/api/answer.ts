import type { Refusal, RequestError } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";

/** What a handler answers when all went well. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204 | 304;
  /** Sent as JSON, but for 204 and 304. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** One header `Set-Cookie` each. */
  readonly cookies?: readonly string[];
  /** Instead of a body, what is passed on while it comes; its `Content-Type` is among the headers. */
  readonly stream?: ReadableStream<Uint8Array>;
}

export type Handled = { readonly ok: true; readonly value: Answer } | Refused;
export interface Refused {
  readonly ok: false;
  readonly failure: Refusal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** The result as an answer of this status; a failure stays what it is. */
export function answer(status: Answer["status"], result: Result<unknown>): Handled {
  return result.ok ? ok({ status, body: result.value }) : result;
}

/** A refusal of the request itself, naming each place that is wrong. */
export function refuse(errors: readonly RequestError[]): Refused {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const detail = first === undefined ? "It is malformed." : `${first.location}: ${first.message}${more}`;
  return { ok: false, failure: { code: "invalid-request", detail, errors } };
}
