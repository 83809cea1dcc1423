import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { localFetch, type Platform } from "#supervisor/index.ts";
import type { AnyJson } from "#test/support/any-json.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnyJson;
}

/** Calls the API of a running platform with its token, in the demo tenant. */
export async function callApi(
  { urls, token }: Pick<Platform, "urls" | "token">,
  method: string,
  path: string,
  body?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, "X-Tenant-ID": demoTenantId, ...more };
  const isBytes = body instanceof Uint8Array;
  if (body !== undefined && !isBytes) headers["Content-Type"] = "application/json";
  const sent = body === undefined || isBytes ? body : JSON.stringify(body);
  const response = await localFetch(urls.api + path, { method, headers, body: sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** The HTML of a page, as a visitor gets it. */
export async function readPage(url: string): Promise<string> {
  return (await localFetch(url)).text();
}

export function documentOf(documentId: string, title: string, text = title) {
  const paragraph = { type: "paragraph", content: [{ type: "text", text }] };
  return { documentId, type: "page", path: `/${documentId}`, title, body: { type: "doc", content: [paragraph] } };
}
