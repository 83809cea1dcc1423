import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ensureRequestRole } from "#control-plane/database/index.ts";
import { secret } from "#test/integration/control-plane/batches.ts";
import { startDatabase, startServices } from "./start-database.ts";

export type TenantsSetting = Awaited<ReturnType<typeof startTenantsSetting>>;

/** What tenants are made and removed with: a real server, and an edge that takes every state. */
export async function startTenantsSetting() {
  const started = await startDatabase();
  await ensureRequestRole(started.postgres.url, secret);
  const services = await startServices(started);
  const edge = await startEdge();

  async function query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await started.database.$client.query<Row>(text, [...values])).rows;
  }

  return {
    services,
    database: started.database,
    databaseUrl: started.postgres.url,
    edgeUrl: edge.url,
    query,
    async statusOf(tenantId: string) {
      const text = "select status from platform.tenants where tenant_id = $1";
      return (await query<{ status: string }>(text, [tenantId]))[0]?.status;
    },
    /** Whether role and schema of a tenant are there, and how many place it is counted at. */
    async tracesOf(tenantId: string) {
      const name = `tenant_${tenantId.replaceAll("-", "")}`;
      const roles = await query("select from pg_roles where rolname = $1", [name]);
      const secrets = await query("select from platform.tenant_secrets where tenant_id = $1", [tenantId]);
      const counted = await query<{ off: number }>(
        `select sum(schemas)::int - (select count(*)::int from platform.tenant_schemas where removed_at is null) as off
          from platform.tenant_databases`,
      );
      return { roles: roles.length, secrets: secrets.length, countedTooMany: counted[0]!.off };
    },
    async stop() {
      edge.close();
      await services.close();
      await started.stop();
    },
  };
}

/** It has no websites. */
async function startEdge() {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      response.setHeader("Content-Type", "application/json");
      const told = text === "" ? null : (JSON.parse(text) as { version: number });
      response.end(JSON.stringify(told === null ? { items: [], cursor: null } : { version: told.version }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
