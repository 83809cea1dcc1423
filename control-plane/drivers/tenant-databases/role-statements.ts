import { escapeIdentifier, escapeLiteral } from "pg";
import { scramVerifier } from "../../database/scram-verifier.ts";

/** A Tenant object holds a connection or two; twice as many, so that those of one that was killed do not keep out the next. */
export const connectionsMax = 4;

/** What was sent before and lost its answer may still be at it: Postgres lets two alter one role at a time only to fail one of them. */
function oneAtATime(name: string): string {
  return `select pg_advisory_xact_lock(hashtextextended(${escapeLiteral(`schema:${name}`)}, 0));`;
}

/** Makes the schema and its role what they should be, whatever of them is there. @param name of both */
export function roleStatements(name: string, password: string): string {
  const role = escapeIdentifier(name);
  const literal = escapeLiteral(name);
  return `
    begin;
    ${oneAtATime(name)}
    do $$ begin create role ${role}; exception when duplicate_object then null; end $$;
    alter role ${role} login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls
      connection limit ${connectionsMax} password ${escapeLiteral(scramVerifier(password))};
    alter role ${role} set search_path = ${role};
    alter role ${role} set statement_timeout = '5s';
    alter role ${role} set lock_timeout = '3s';
    alter role ${role} set idle_in_transaction_session_timeout = '10s';
    alter role ${role} set temp_file_limit = '256MB';
    do $$ declare other record; begin
      for other in select roleid::regrole as role, member::regrole as member from pg_auth_members
        where ${literal}::regrole in (roleid, member)
      loop execute format('revoke %s from %s', other.role, other.member); end loop;
    end $$;
    create schema if not exists ${role};
    do $$ begin
      if (select nspowner = ${literal}::regrole from pg_namespace where nspname = ${literal}) then
        execute format('alter schema ${role} owner to %I', session_user);
      end if;
    end $$;
    revoke all on schema ${role} from public;
    grant usage on schema ${role} to ${role};
    alter default privileges in schema ${role} grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema ${role} grant usage on sequences to ${role};
    commit`;
}

/** What of the schema is not the tenant's to write. */
export function afterMigrations(name: string): string {
  const role = escapeIdentifier(name);
  return `revoke insert, update, delete on ${role}.migrations from ${role}`;
}

/** First nobody logs in any more; then those who are in are put out; then all of it goes. */
export function closeRole(name: string): string {
  const role = escapeIdentifier(name);
  return `
    begin;
    ${oneAtATime(name)}
    do $$ begin alter role ${role} nologin; exception when undefined_object then null; end $$;
    commit`;
}

export function dropSchemaAndRole(name: string): string {
  const role = escapeIdentifier(name);
  return `
    begin;
    ${oneAtATime(name)}
    drop schema if exists ${role} cascade;
    do $$ begin drop owned by ${role}; drop role ${role}; exception when undefined_object then null; end $$;
    commit`;
}
