import { localFetch, type Platform } from "#supervisor/index.ts";
import type { CheckedAnswer } from "#test/support/contract/answer-checks.ts";
import type { Operation } from "#test/support/contract/operations.ts";
import { addressOf, type ContractRequest } from "#test/support/contract/requests-of.ts";

export type SentAnswer = CheckedAnswer;

/** Sends the call to a running platform: with the cookie where there is one, else with the platform's token and for the tenant. */
export async function sendRequest(
  { urls, token }: Pick<Platform, "urls" | "token">,
  operation: Operation,
  request: ContractRequest,
  { tenantId, cookie }: { readonly tenantId: string; readonly cookie: string | undefined },
): Promise<SentAnswer> {
  const isJson = !(request.body instanceof Uint8Array);
  const hasTenant = operation.parameters.some(({ name }) => name === "X-Tenant-ID");
  const headers: Record<string, string> = {
    ...request.headers,
    ...(cookie === undefined
      ? { Authorization: `Bearer ${token}` }
      : { Cookie: cookie, Origin: new URL(urls.api).origin }),
    ...(hasTenant ? { "X-Tenant-ID": tenantId } : {}),
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

function parsed(text: string, contentType: string | null): unknown {
  return contentType?.endsWith("json") === true && !contentType.endsWith("ndjson")
    ? (JSON.parse(text) as unknown)
    : text;
}
