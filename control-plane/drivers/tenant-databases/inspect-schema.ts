import type { ClientBase } from "pg";
import { connectionsMax } from "./role-statements.ts";

interface Found {
  readonly schema: boolean;
  readonly owned: boolean;
  readonly open: boolean;
  readonly role: boolean;
  readonly raised: boolean;
  readonly locked: boolean;
  readonly member: boolean;
  readonly connections: number;
  readonly set: string[] | null;
}

/** As `roleStatements` sets them. */
const settings = ["statement_timeout=5s", "lock_timeout=3s", "idle_in_transaction_session_timeout=10s"];

/** What of a tenant's schema and login role is not as it was made, in sentences. @param client in the database of the schema */
export async function inspectSchema(client: ClientBase, name: string): Promise<readonly string[]> {
  const { rows } = await client.query<Found>(
    `select
      n.oid is not null as schema,
      coalesce(n.nspowner = r.oid, false) as owned,
      coalesce((select bool_or(grantee = 0) from aclexplode(n.nspacl)), false) as open,
      r.oid is not null as role,
      coalesce(r.rolsuper or r.rolcreatedb or r.rolcreaterole or r.rolreplication or r.rolbypassrls, false) as raised,
      coalesce(not r.rolcanlogin, false) as locked,
      exists (select from pg_auth_members where member = r.oid or roleid = r.oid) as member,
      coalesce(r.rolconnlimit, 0) as connections,
      r.rolconfig as set
    from (select $1::name as name) wanted
      left join pg_namespace n on n.nspname = wanted.name
      left join pg_roles r on r.rolname = wanted.name`,
    [name],
  );
  const found = rows[0]!;
  const missing = [
    ...(found.schema ? [] : [`The schema ${name} was missing.`]),
    ...(found.role ? [] : [`The login role ${name} was missing.`]),
  ];
  if (!found.role) return missing;
  const faults: readonly (readonly [boolean, string])[] = [
    [found.owned, "owned its schema"],
    [found.open, "shared its schema with everyone"],
    [found.raised, "might do more than log in"],
    [found.locked, "could not log in"],
    [found.member, "was a member of others, or others of it"],
    [found.connections !== connectionsMax, `might hold ${found.connections} connections instead of ${connectionsMax}`],
    [!settings.every((setting) => found.set?.includes(setting)), "had other time limits"],
  ];
  return [...missing, ...faults.filter(([is]) => is).map(([, what]) => `The login role ${name} ${what}.`)];
}
