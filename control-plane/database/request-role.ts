import { createHmac } from "node:crypto";
import pg from "pg";
import { scramVerifier } from "./scram-verifier.ts";
import { clientOf } from "./tls/index.ts";

/** As whom the control plane answers requests: it owns nothing, and is a member of no other role. */
const role = "hotswap_platform";

/**
 * The same database for requests. The role's password follows from the secret that edges share with the control plane, so that
 * it is kept nowhere.
 */
export function requestUrlOf(databaseUrl: string, secret: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = passwordOf(secret);
  return url.toString();
}

function passwordOf(secret: string): string {
  return createHmac("sha256", secret).update("password of the database role for requests").digest("base64url");
}

/**
 * Makes the role for requests, or makes it what it should be. It reads and writes the platform's rows, adds to the audit log without
 * being able to change it, enqueues jobs by a function, and can log in where the platform's tables are alone. Run after migrations,
 * by the tables' owner.
 */
export async function ensureRequestRole(databaseUrl: string, secret: string): Promise<void> {
  const client = clientOf(databaseUrl, {
    application_name: "hotswap-migrations",
    connectionTimeoutMillis: 2_000,
    statement_timeout: 20_000,
    query_timeout: 21_000,
  });
  client.on("error", () => {
    // The query under way fails with the same error.
  });
  try {
    await client.connect();
    // One transaction, which services that start together take in turns.
    await client.query(
      `begin; select pg_advisory_xact_lock(7240114); ${await statements(client, passwordOf(secret))} commit`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function statements(client: pg.Client, password: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = pg.escapeIdentifier(rows[0]!.name);
  return `
    do $$ begin create role ${role}; exception when duplicate_object then null; end $$;
    alter role ${role} login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls
      password ${pg.escapeLiteral(scramVerifier(password))};
    revoke all on database ${database} from public;
    grant connect on database ${database} to ${role};
    revoke all on schema public from public;
    grant usage on schema platform to ${role};
    grant select, insert, update, delete on all tables in schema platform to ${role};
    grant usage on all sequences in schema platform to ${role};
    revoke insert, update, delete on platform.migrations, platform.tenant_databases, platform.tenant_schemas from ${role};
    revoke update, delete on platform.audit_entries from ${role};
    revoke delete on platform.audit_heads from ${role};
    grant execute on function platform.add_job to ${role};
    ${await keepFromOtherDatabases(client, rows[0]!.name)}`;
}

/** Whoever may log in to the server could otherwise look around in the databases that come with it. */
async function keepFromOtherDatabases(client: pg.Client, own: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database
      where datname in ('postgres', 'template1') and datname <> $1 and pg_has_role(datdba, 'usage')
        and has_database_privilege('public', oid, 'connect')`,
    [own],
  );
  return rows.map(({ name }) => `revoke all on database ${pg.escapeIdentifier(name)} from public;`).join("\n");
}
