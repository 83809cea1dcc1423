export { connectDatabase, type Database, type Transaction } from "./client.ts";
export { enqueueJob, type JobInput } from "./enqueue-job.ts";
export { isDatabaseUnavailable } from "./is-unavailable.ts";
export { migrate } from "./migrate.ts";
export { MigrationMismatch, planMigrations, type Migration } from "./plan-migrations.ts";
export { readMigrations } from "./read-migrations.ts";
export { untilMigrated } from "./until-migrated.ts";
export { withTransaction } from "./with-transaction.ts";
