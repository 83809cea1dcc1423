import { escapeIdentifier, type ClientBase } from "pg";

/** Noted with the database once all of this is done; another text does it anew. */
const mark = "HotSwap tenants, closed 1";

/** Functions that show others' objects, activity or sizes by number, and those that make large objects, which belong to no schema. */
const revealing =
  "^(pg_get_.*def|pg_get_.*def_.*|pg_get_functiondef|pg_get_expr|pg_get_userbyid|pg_get_serial_sequence|pg_describe_object" +
  "|pg_identify_object.*|pg_stat_get_.*|pg_lock_status|pg_prepared_xact|pg_.*_size|pg_relation_file.*|pg_filenode_relation" +
  "|pg_get_acl|pg_blocking_pids|pg_safe_snapshot_blocking_pids|pg_indexam_has_property|lo_.*|loread|lowrite)$";

/**
 * Takes from everyone what Postgres lets everyone see: the catalogs tell the names of all tenants' schemas, tables, roles and
 * activity. Queries on one's own tables need none of them, and `information_schema` goes on showing what is one's own.
 */
export async function hardenDatabase(client: ClientBase, database: string): Promise<void> {
  const { rows } = await client.query<{ mark: string | null }>(
    "select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1",
    [database],
  );
  if (rows[0]?.mark === mark) return;
  const name = escapeIdentifier(database);
  await client.query(`
    begin;
    revoke all on database ${name} from public;
    grant connect on database ${name} to public;
    revoke all on schema public from public;
    revoke select on all tables in schema pg_catalog from public;
    do $$ declare found record; begin
      for found in select oid::regprocedure as signature from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and proname ~ '${revealing}'
      loop execute format('revoke execute on function %s from public', found.signature); end loop;
    end $$;
    comment on database ${name} is '${mark}';
    commit`);
}
