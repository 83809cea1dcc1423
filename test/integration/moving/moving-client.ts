import { createHash, randomUUID } from "node:crypto";
import type { Export, ExportFormat } from "#domain/export/index.ts";
import { isExportSettled } from "#domain/export/index.ts";
import { isSettled, type Import, type ImportFormat } from "#domain/import/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch, type Platform } from "#supervisor/index.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";

export interface MovingAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else bytes. */
  readonly body: AnyJson;
}

/** The API as the platform calls it in one tenant, and what it takes to move websites there. */
export function tenantClient({ urls, token, port }: Pick<Platform, "urls" | "token" | "port">, tenantId: string) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<MovingAnswer> => {
    const isBytes = body instanceof Uint8Array;
    const response = await localFetch(urls.api + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "X-Tenant-ID": tenantId,
        ...(body === undefined ? {} : { "Content-Type": isBytes ? "application/octet-stream" : "application/json" }),
        ...headers,
      },
      body: body === undefined || isBytes ? body : JSON.stringify(body),
      timeoutMs: 60_000,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    const parsed = isJson ? (JSON.parse(new TextDecoder().decode(bytes)) as AnyJson) : (bytes as unknown as AnyJson);
    return { status: response.status, headers: response.headers, body: parsed };
  };
  return {
    tenantId,
    call,
    /** A website with a theme as small as can be. */
    async makeWebsite(name: string) {
      const theme = await uploadTheme(createApiClient(urls.api, token, tenantId), plainTheme);
      const hostname = `${name}-${randomUUID().slice(0, 8)}.test.localhost`;
      const made = await call("POST", "/websites", { name, hostnames: [hostname], theme });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      const { websiteId } = made.body as { websiteId: string };
      return { websiteId, path: `/websites/${websiteId}`, url: `http://${hostname}:${port}` };
    },
    async exportWebsite(websiteId: string, format: ExportFormat) {
      const asked = await call("POST", `/websites/${websiteId}/exports`, { format });
      if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
      const path = `/websites/${websiteId}/exports/${(asked.body as Export).exportId}`;
      const settled = await eventually(
        "the export is there",
        async () => {
          const { body } = await call("GET", path);
          return isExportSettled((body as Export).status) ? (body as Export) : null;
        },
        60_000,
      );
      const file = settled.status === "ready" ? await call("GET", `${path}/file`) : null;
      return { path, settled, file: (file?.body ?? null) as unknown as Uint8Array<ArrayBuffer> };
    },
    async importFile(websiteId: string, format: ImportFormat, file: Uint8Array, query = "") {
      const sent = await call("POST", `/websites/${websiteId}/imports?format=${format}${query}`, file);
      if (sent.status !== 202) throw new Error(JSON.stringify(sent.body));
      const path = `/websites/${websiteId}/imports/${(sent.body as Import).importId}`;
      const settled = await eventually(
        "the import is settled",
        async () => {
          const { body } = await call("GET", path);
          return isSettled((body as Import).status) ? (body as Import) : null;
        },
        60_000,
      );
      return { path, settled };
    },
    async release(websiteId: string) {
      const { body } = await call("GET", `/websites/${websiteId}`);
      return { releaseId: body.activeReleaseId as string, leaves: body.leaves as Record<string, string> };
    },
  };
}
export type TenantClient = ReturnType<typeof tenantClient>;

/** The front page as the preview at this address shows it. */
export async function readPreview(url: string): Promise<string> {
  const opened = await localFetch(url);
  const cookie = (opened.headers.get("Set-Cookie") ?? "").split(";")[0]!;
  return (await localFetch(new URL("/", url).href, { headers: { Cookie: cookie } })).text();
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A new tenant, at work. */
export async function newTenant({ urls, token }: Pick<Platform, "urls" | "token">): Promise<string> {
  const api = createApiClient(urls.api, token, null);
  const subdomain = `m-${randomUUID().slice(0, 13)}`;
  const made = await api.call({
    method: "POST",
    path: "/admin/tenants",
    body: { name: subdomain, subdomain, tier: "professional" },
  });
  const { tenantId } = made.body as { tenantId: string };
  await eventually(
    "the tenant is at work",
    async () => {
      const { body } = await api.call({ method: "GET", path: `/admin/tenants/${tenantId}` });
      return (body as { status: string }).status === "active";
    },
    60_000,
  );
  return tenantId;
}
