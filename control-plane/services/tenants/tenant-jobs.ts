import { enqueueJob, type Database, type Transaction } from "../../database/index.ts";

export const tenantTasks = {
  push: "push-tenant-state",
  provision: "provision-tenant",
  remove: "remove-tenant",
  migrate: "migrate-tenants",
} as const;
export type TaskOfTenant = Exclude<(typeof tenantTasks)[keyof typeof tenantTasks], "migrate-tenants">;

/** From the tenth on they are six hours apart, so that these take most of a year: nothing is left half made, or half taken away. */
const triesMax = 1_000;
/**
 * Whoever makes the change does at once what is due; the job is for the case that they do not live to. Until then it would only be
 * in their way.
 */
const headStartSeconds = 5;

/** Adds a job for a tenant, in the transaction that makes it due. Those of one tenant run one after the other. */
export function enqueueTenantJob(
  transaction: Transaction | Database,
  task: TaskOfTenant,
  tenantId: string,
  delaySeconds = headStartSeconds,
): Promise<void> {
  const key = `${task}:${tenantId}`;
  const queue = `tenant:${tenantId}`;
  return enqueueJob(transaction, { task, payload: { tenantId }, queue, key, triesMax, delaySeconds });
}

/** Adds the job that brings every tenant's schema up to date; one that waits already is enough. */
export function enqueueMigration(database: Database): Promise<void> {
  const task = tenantTasks.migrate;
  return enqueueJob(database, { task, payload: {}, queue: task, key: task, triesMax });
}
