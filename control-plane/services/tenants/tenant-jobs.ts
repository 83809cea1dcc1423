import { enqueueJob, type Database, type Transaction } from "../../database/index.ts";

export const tenantTasks = {
  push: "push-tenant-state",
  provision: "provision-tenant",
  remove: "remove-tenant",
  follow: "follow-tenant",
  migrate: "migrate-tenants",
} as const;
export type TaskOfTenant = Exclude<(typeof tenantTasks)[keyof typeof tenantTasks], "migrate-tenants" | "follow-tenant">;

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

/** Some days: a name that is somebody else's for longer stays so. */
const followTriesMax = 20;

/** Adds the job that has a tenant's websites follow it from this subdomain to the one that it has then. */
export function enqueueFollowing(transaction: Transaction, tenantId: string, from: string): Promise<void> {
  const task = tenantTasks.follow;
  return enqueueJob(transaction, {
    task,
    payload: { tenantId, from },
    queue: `tenant:${tenantId}`,
    key: `${task}:${tenantId}:${from}`,
    triesMax: followTriesMax,
    delaySeconds: headStartSeconds,
  });
}

/** Adds the job that brings every tenant's schema up to date; one that waits already is enough. */
export function enqueueMigration(database: Database): Promise<void> {
  const task = tenantTasks.migrate;
  return enqueueJob(database, { task, payload: {}, queue: task, key: task, triesMax });
}
