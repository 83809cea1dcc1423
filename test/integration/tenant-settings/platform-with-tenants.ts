import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Assertion } from "#domain/contracts/index.ts";
import { signAssertion } from "#durable-objects/support/control-plane-client.ts";
import { localFetch } from "#supervisor/index.ts";
import { callSocket, until } from "#test/integration/control-plane/start-control-plane.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { startTestPlatform } from "#test/support/platform.ts";

/** An answer of the API, of which tests know what it should be. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: AnyJson };

/** A whole platform, with what tests of tenants' own tables do on it. */
export async function startPlatformWithTenants() {
  const platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  const origin = { requestId: randomUUID(), address: "203.0.113.7", userAgent: "Test/1" };
  const secret = readFileSync(platform.directory.controlPlaneSecret, "utf8").trim();
  const internal = async (assertion: Assertion, method: string, path: string, body?: unknown) => {
    const headers = { Authorization: `Bearer ${await signAssertion(assertion, secret, Date.now())}` };
    return callSocket(join(platform.runDirectory, "control-plane.sock"), path, headers, body, method);
  };
  const asPlatform: Assertion = {
    kind: "caller",
    actor: { kind: "platform-token" },
    tenantId: null,
    role: null,
    websiteId: null,
    origin,
  };
  return Object.assign(Object.create(platform) as typeof platform, {
    secret,
    internal,
    /** A new tenant, at work, with tables of its own. */
    async newTenant(): Promise<string> {
      const subdomain = `t-${randomUUID().slice(0, 13)}`;
      const made = await until(
        () => internal(asPlatform, "POST", "/internal/tenants", { name: subdomain, subdomain }),
        ({ status }) => status === 201,
      );
      const { tenantId } = made.body as { tenantId: string };
      await until(
        () => internal(asPlatform, "GET", `/internal/tenants/${tenantId}`),
        ({ body }) => (body as { status: string }).status === "active",
      );
      return tenantId;
    },
    /** The API, called for a tenant. */
    async call(
      tenantId: string,
      method: "GET" | "PATCH",
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
      const response = await localFetch(`${platform.urls.api}/tenant/settings`, {
        method,
        headers: {
          Authorization: `Bearer ${platform.token}`,
          "X-Tenant-ID": tenantId,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: 30_000,
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
    },
    /** Entries of a tenant's audit log that tell of settings, once there are so many. */
    async auditOf(tenantId: string, count: number, action = "settings.changed") {
      const query = new URLSearchParams({ action, limit: "100" });
      const who: Assertion = { ...asPlatform, tenantId };
      const answered = await until(
        () => internal(who, "GET", `/internal/audit?${query}`),
        ({ body }) => ((body as { items?: unknown[] }).items?.length ?? 0) >= count,
      );
      return (answered.body as { items: { before: unknown; after: Record<string, unknown>; actor: unknown }[] }).items;
    },
  });
}
export type PlatformWithTenants = Awaited<ReturnType<typeof startPlatformWithTenants>>;
