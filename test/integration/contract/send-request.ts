import { localFetch, type Platform } from "#supervisor/index.ts";
import type { CheckedAnswer } from "#test/support/contract/answer-checks.ts";
import type { Operation } from "#test/support/contract/operations.ts";
import { addressOf, type ContractRequest } from "#test/support/contract/requests-of.ts";

export type SentAnswer = CheckedAnswer;

/** By what a call is made: the cookie of a session, or a bearer token, with the tenant where it is good for any. */
export type Caller = { readonly cookie: string } | { readonly token: string; readonly tenantId?: string };

/** Sends the call to a running platform. */
export async function sendRequest(
  { urls }: Pick<Platform, "urls">,
  operation: Operation,
  request: ContractRequest,
  caller: Caller,
): Promise<SentAnswer> {
  const isJson = !(request.body instanceof Uint8Array);
  const hasTenant = operation.parameters.some(({ name }) => name === "X-Tenant-ID");
  const headers: Record<string, string> = {
    ...request.headers,
    ...credentialOf(caller, new URL(urls.api).origin),
    ...(hasTenant && "tenantId" in caller ? { "X-Tenant-ID": caller.tenantId } : {}),
    ...(request.body === undefined
      ? {}
      : { "Content-Type": isJson || operation.body !== null ? "application/json" : "application/octet-stream" }),
  };
  const body = request.body instanceof Uint8Array ? request.body : JSON.stringify(request.body);
  const response = await localFetch(urls.api + addressOf(operation, request), {
    method: operation.method,
    headers,
    body,
  });
  const text = await response.text();
  const contentType = response.headers.get("Content-Type");
  return { status: response.status, contentType, body: text === "" ? undefined : parsed(text, contentType) };
}

function credentialOf(caller: Caller, origin: string): Record<string, string> {
  return "cookie" in caller ? { Cookie: caller.cookie, Origin: origin } : { Authorization: `Bearer ${caller.token}` };
}

function parsed(text: string, contentType: string | null): unknown {
  return contentType?.endsWith("json") === true && !contentType.endsWith("ndjson")
    ? (JSON.parse(text) as unknown)
    : text;
}
