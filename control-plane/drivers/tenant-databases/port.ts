import type { Migration } from "../../database/index.ts";

/** Where a tenant's tables lie: its schema, and its login role, are called alike. */
export interface SchemaRef {
  readonly database: string;
  readonly name: string;
}

/**
 * The servers that hold tenants' schemas, worked on as their owner. Every verb may be repeated, also after it was cut off anywhere.
 * Throws what the driver does.
 */
export interface TenantDatabases {
  /** Where those connect who have a tenant's role. */
  readonly server: { readonly host: string; readonly port: number };
  /** Makes the database, in which nobody sees what is not theirs, as far as Postgres allows. */
  ensureDatabaseExists(database: string): Promise<void>;
  /** Makes the login role, of this password, that can read and write the schema's rows and nothing else; and the schema. */
  ensureSchemaExists(schema: SchemaRef, password: string): Promise<void>;
  /** Applies the migrations that the schema has not seen yet. Throws a `MigrationMismatch` when those it has are not these. */
  migrateSchema(schema: SchemaRef, migrations: readonly Migration[]): Promise<void>;
  /** What of schema and role is not as they are made, in sentences; changes nothing. */
  inspectSchema(schema: SchemaRef): Promise<readonly string[]>;
  /** The names of login roles that begin so; their schemas are made and dropped with them. */
  listRoles(prefix: string): Promise<readonly string[]>;
  /** Deletes all rows of these websites, from whichever tables of the schema have some. */
  forgetWebsites(schema: SchemaRef, websiteIds: readonly string[]): Promise<void>;
  /** Throws unless the server answers. */
  check(): Promise<void>;
  /** Ends the role's connections; drops the schema with all in it, and the role. */
  ensureSchemaDropped(schema: SchemaRef): Promise<void>;
  /** Of those that work on a tenant, one at a time does so, whichever service they are of. */
  withTenantLock<Value>(tenantId: string, work: () => Promise<Value>): Promise<Value>;
  /** The same, unless another does so already: then nothing is done, and this is null. */
  tryTenantLock<Value>(tenantId: string, work: () => Promise<Value>): Promise<{ readonly value: Value } | null>;
  /** The same for whatever has this name. */
  tryLock<Value>(name: string, work: () => Promise<Value>): Promise<{ readonly value: Value } | null>;
  close(): Promise<void>;
}
