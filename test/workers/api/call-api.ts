import { createExecutionContext, env } from "cloudflare:test";
import { problemSchema, type Problem, type TenantRpc, type TenantState } from "#domain/contracts/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { apiHandler, type ApiBindings } from "#workers/api/index.ts";

export const token = "the-token-of-these-tests";

/** The tenant in which these tests work. */
export const tenantId = "00000000-0000-7000-8000-000000000001";

export interface ApiCall {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null for none. */
  readonly token?: string | null;
  /** For the header `X-Tenant-ID`: null for none, `tenantId` unless told. */
  readonly tenantId?: string | null;
}

export const origin = "http://api.localhost:8787";

let admitted: Promise<unknown> | null = null;

/** Tells a tenant's object what it is: the tenant of these tests, at work, unless told. */
export async function admitTenant(state: TenantState = activeState(tenantId)): Promise<void> {
  const tenant = TENANTS.get(TENANTS.idFromName(state.tenantId)) as unknown as TenantRpc;
  const applied = await tenant.applyState(state);
  if (!applied.ok) throw new Error(applied.failure.detail);
}

/** Asks the API of this runtime, its objects and blobs. Bytes and strings are sent as they are, all else as JSON. */
export async function callApi(method: string, path: string, call: ApiCall = {}): Promise<Response> {
  await (admitted ??= admitTenant());
  const headers = new Headers(call.headers);
  if (!headers.has("X-Tenant-ID") && call.tenantId !== null) headers.set("X-Tenant-ID", call.tenantId ?? tenantId);
  if (call.token !== null) headers.set("Authorization", `Bearer ${call.token ?? token}`);
  if (call.body !== undefined && !headers.has("Content-Type")) headers.set("Content-Type", "application/json");
  const isPlain = call.body === undefined || call.body instanceof Uint8Array || typeof call.body === "string";
  const body = isPlain ? (call.body as string | Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(call.body);
  const request = new Request(`${origin}/api/v1${path}`, { method, headers, body: body ?? null });
  return apiHandler(request, bindings, createExecutionContext());
}

/** The problem that an answer is. Throws when it is none. */
export async function problemIn(response: Response): Promise<Problem> {
  if (response.headers.get("Content-Type") !== "application/problem+json") {
    throw new Error(`not a problem: ${response.status} ${await response.text()}`);
  }
  return problemSchema.parse(await response.json());
}

/** A theme that shows a title, uploaded to a tenant. @returns its digest */
export async function uploadTheme(ownerId = tenantId): Promise<string> {
  const layout = new TextEncoder().encode("<title>{{ page.title }}</title>{{ content_for_layout }}");
  const digest = sha256(layout);
  await callApi("PUT", `/blobs/${digest}`, { body: layout, tenantId: ownerId });
  const file = { digest, bytes: layout.byteLength, contentType: "text/x-liquid" };
  const theme = { format: 1, name: "test", version: "1.0.0", title: "Test", files: { "layout/theme.liquid": file } };
  const stored = await callApi("POST", "/themes", { body: { package: theme }, tenantId: ownerId });
  return ((await stored.json()) as { theme: string }).theme;
}

export function hostname(): string {
  return `${crypto.randomUUID()}.localhost`;
}

const { TENANTS } = env as unknown as ObjectBindings;
const bindings = { ...env, PLATFORM_TOKEN_SHA256: sha256(token) } as unknown as ApiBindings;
