import type { NeonDatabase, NeonQueryResultHKT } from "drizzle-orm/neon-serverless";
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { FailureCode, Result } from "#domain/errors/index.ts";

/** A tenant's tables, within a transaction or without one. */
export type Tables = PgDatabase<NeonQueryResultHKT>;

/** How work is done on a tenant's tables: each fails with `tenant-unavailable` when they are out of reach. */
export interface TenantTables {
  /** For work that may be done twice, as whatever changes nothing: cut off, it is done once more. */
  repeatable<Value>(work: (database: NeonDatabase) => Promise<Value>): Promise<Result<Value, "tenant-unavailable">>;
  /** For one statement that changes something. Nobody can tell whether it did where it is cut off, so it is not repeated. */
  once<Value>(work: (database: NeonDatabase) => Promise<Value>): Promise<Result<Value, "tenant-unavailable">>;
  /**
   * For statements that are done together or not at all, each of which sees what others have finished before it: a failure undoes
   * them all. Nobody can tell whether they were done where it is cut off at its end, so it is not repeated.
   */
  atomically<Value, Code extends FailureCode>(
    work: (tables: Tables) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code | "tenant-unavailable">>;
}
