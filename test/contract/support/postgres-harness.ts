import pg from "pg";
import { connectDatabase } from "#control-plane/database/index.ts";
import { postgresTenantDatabases } from "#control-plane/drivers/tenant-databases/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { openSecret } from "#control-plane/services/secrets/index.ts";
import { schemaProvider } from "#control-plane/services/tenant-schemas/index.ts";
import { startDatabase, startServices } from "#test/integration/tenants/start-database.ts";
import type { ClosableProvider, DriftKind, ProviderHarness, Trespass } from "../provider/index.ts";
import { postgresTrespasses } from "./postgres-trespasses.ts";

const nameOf = (tenantId: string) => `tenant_${tenantId.replaceAll("-", "")}`;

/** A server of its own; tenants are noted as the platform would, and worked on under their locks. */
export async function postgresHarness(): Promise<ProviderHarness> {
  const started = await startDatabase();
  const services = await startServices(started);
  const { database } = started;
  const server = new URL(started.postgres.url);
  const asOwner = (text: string, values: readonly unknown[] = []) => database.$client.query(text, [...values]);

  function connect(url: string, timeoutMs: number): ClosableProvider {
    const timeouts = { connectMsMax: timeoutMs, statementMsMax: timeoutMs };
    const databases = postgresTenantDatabases(url, () => {}, timeouts);
    const owner = connectDatabase(url, () => {});
    return {
      ...locked(schemaProvider({ ...services, databases, owner })),
      close: async () => void (await Promise.all([databases.close(), owner.$client.end()])),
    };
  }

  function locked(provider: ClosableProvider): ClosableProvider {
    return {
      ...provider,
      async ensure(tenant, signal) {
        if (!signal.aborted) await noteTenant(tenant);
        return services.databases.withTenantLock(tenant.tenantId, () => provider.ensure(tenant, signal));
      },
      remove: (tenantId, signal) =>
        services.databases.withTenantLock(tenantId, () => provider.remove(tenantId, signal)),
    };
  }

  async function noteTenant({ tenantId, tier, quota }: TenantResources): Promise<void> {
    await asOwner(
      `insert into platform.tenants (tenant_id, name, subdomain, subdomain_skeleton, tier, resource_quota)
        values ($1, $2, $2, $2, $3, $4) on conflict do nothing`,
      [tenantId, `t-${tenantId}`, tier, JSON.stringify(quota)],
    );
  }

  async function databaseOf({ tenantId }: TenantResources): Promise<string> {
    const { rows } = await asOwner(
      `select d.name from platform.tenant_schemas s join platform.tenant_databases d on d.number = s.database_number
        where s.tenant_id = $1`,
      [tenantId],
    );
    return (rows[0] as { name: string }).name;
  }

  /** By the tenant's own role. */
  async function asTenant<Value>(tenant: TenantResources, use: (client: pg.Client) => Promise<Value>): Promise<Value> {
    const secret = { tenantId: tenant.tenantId, name: "database-password" };
    const password = (await openSecret(database, services.masterKeys, secret)) ?? undefined;
    const options = { host: server.hostname, port: Number(server.port), user: nameOf(tenant.tenantId) };
    const client = new pg.Client({ ...options, password, database: await databaseOf(tenant) });
    client.on("error", () => {});
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  async function inItsDatabase(tenant: TenantResources, text: string): Promise<void> {
    const url = new URL(started.postgres.url);
    url.pathname = `/${await databaseOf(tenant)}`;
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }

  const alter = (name: string, statement: (role: string) => string): DriftKind => ({
    name,
    make: async ({ tenantId }) => void (await asOwner(statement(nameOf(tenantId)))),
  });
  return {
    provider: locked(schemaProvider(services)),
    wire: {
      host: server.hostname,
      port: Number(server.port),
      busy: { full: fatal("53300", "sorry, too many clients already") },
      connect(port, timeoutMs) {
        const url = new URL(started.postgres.url);
        url.port = String(port);
        return connect(url.toString(), timeoutMs);
      },
    },
    drifts: [
      alter("a role that may make databases", (role) => `alter role ${role} createdb`),
      alter("a superuser", (role) => `alter role ${role} superuser`),
      alter("more connections", (role) => `alter role ${role} connection limit 99`),
      alter("no time limits", (role) => `alter role ${role} reset all`),
      alter("kept from logging in", (role) => `alter role ${role} nologin`),
      alter("a member of another role", (role) => `grant pg_read_all_data to ${role}`),
      {
        name: "the schema dropped",
        make: (tenant) => inItsDatabase(tenant, `drop schema ${nameOf(tenant.tenantId)} cascade`),
      },
      {
        name: "a schema that is the role's own",
        make: (tenant) =>
          inItsDatabase(tenant, `alter schema ${nameOf(tenant.tenantId)} owner to ${nameOf(tenant.tenantId)}`),
      },
      {
        name: "a schema open to everyone",
        make: (tenant) => inItsDatabase(tenant, `grant usage on schema ${nameOf(tenant.tenantId)} to public`),
      },
    ],
    leaveMark: (tenant) =>
      asTenant(tenant, async (client) => void (await client.query("update settings set contact_name = 'here'"))),
    findMark: (tenant) =>
      asTenant(tenant, async (client) => {
        const { rows } = await client.query<{ contact_name: string | null }>("select contact_name from settings");
        return rows[0]?.contact_name === "here";
      }),
    trespass: (mine, theirs) =>
      asTenant(mine, async (client) => {
        const attempts: Trespass[] = [];
        for (const tried of postgresTrespasses(nameOf(mine.tenantId), nameOf(theirs.tenantId))) {
          attempts.push({ tried, outcome: await outcomeOf(client, tried) });
        }
        return attempts;
      }),
    async stop() {
      await services.close();
      await started.stop();
    },
  };
}

/** As the server says that it ends a connection. */
function fatal(code: string, message: string): string {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(fields.length + 4);
  return `E${length.toString("latin1")}${fields}`;
}

async function outcomeOf(client: pg.Client, text: string): Promise<string> {
  try {
    return JSON.stringify((await client.query(text)).rows);
  } catch (error) {
    // Not allowed, or so hidden that it is not there.
    const { code = "" } = error as { readonly code?: string };
    return ["42501", "3F000", "42P01", "0LP01", "2BP01"].includes(code) ? "refused" : `${code} ${String(error)}`;
  }
}
