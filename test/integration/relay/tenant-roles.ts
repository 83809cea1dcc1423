import pg from "pg";
import { tenantRoleName, type TenantCredentials } from "#domain/contracts/index.ts";

/** A tenant with a login role and a schema of its own, holding one secret each in a table `notes`. */
export interface TenantWithRole {
  readonly tenantId: string;
  readonly credentials: TenantCredentials;
}

// One round of hashing, as for passwords that are made at random: more of them cost time at each connection.
const statements = (role: string, password: string) => `
  set scram_iterations = 1;
  create role ${role} login password '${password}' connection limit 4;
  create schema ${role};
  grant usage on schema ${role} to ${role};
  create table ${role}.notes (text text not null);
  insert into ${role}.notes values ('of ${role}');
  grant select, insert, update, delete on ${role}.notes to ${role};
  alter role ${role} set search_path = ${role};`;

/** @param url of the server, as its owner */
export async function makeTenantRoles(url: string, tenantIds: readonly string[]): Promise<readonly TenantWithRole[]> {
  const database = "relayed";
  const { hostname, port } = new URL(url);
  await runAsOwner(url, `create database ${database}`);
  const owned = new URL(url);
  owned.pathname = `/${database}`;
  const tenants = tenantIds.map((tenantId) => {
    const role = tenantRoleName(tenantId);
    return {
      tenantId,
      credentials: { host: hostname, port: Number(port), database, role, password: `password-of-${role}` },
    };
  });
  for (const { credentials } of tenants) {
    await runAsOwner(owned.toString(), statements(credentials.role, credentials.password));
  }
  return tenants;
}

export async function runAsOwner(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
