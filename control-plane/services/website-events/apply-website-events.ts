import { and, eq, max, sql } from "drizzle-orm";
import type { EventBatch, WebsiteEvent } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { websiteEvents, websites } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../database/index.ts";
import { followRollback } from "../imports/index.ts";
import { ensureTenantKnown } from "../tenants/index.ts";
import { auditConfiguration } from "./audit-configuration.ts";
import { eventsToApply } from "./events-to-apply.ts";
import { projectEvents } from "./project-events.ts";
import { recordTraffic } from "./record-traffic.ts";

/**
 * Stores a website's events and brings its row up to date with them, each event once, whatever is repeated,
 * reordered or sent twice at the same time. All of a batch or none of it is stored.
 *
 * @returns the highest sequence now stored of this epoch, with all before it
 * Fails with `forbidden` when the website belongs to another tenant.
 */
export function applyWebsiteEvents(
  database: Database,
  batch: EventBatch,
): Promise<Result<{ readonly acknowledged: number }, "forbidden">> {
  return withTransaction(database, async (transaction) => {
    await lockWebsite(transaction, batch.websiteId);
    if (!(await belongsToTenant(transaction, batch))) {
      return fail("forbidden", "The website belongs to another tenant.");
    }
    const stored = await storedSequence(transaction, batch);
    const fresh = eventsToApply(stored, batch.events);
    const last = fresh.at(-1);
    if (last === undefined) return ok({ acknowledged: stored });
    await updateWebsite(transaction, { ...batch, events: [...fresh] });
    await insertEvents(transaction, { ...batch, events: [...fresh] });
    await recordTraffic(transaction, batch, fresh);
    await auditConfiguration(transaction, batch, fresh);
    if (fresh.some(({ event }) => isRollback(event))) await followRollback(transaction, batch.websiteId);
    return ok({ acknowledged: last.sequence });
  });
}

function isRollback(event: WebsiteEvent): boolean {
  return event.type === "release-activated" && event.deployment.kind === "rollback";
}

/** Batches of one website take turns until the transaction ends; its row may not be there yet to be locked. */
async function lockWebsite(transaction: Transaction, websiteId: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${websiteId}, 0))`);
}

async function belongsToTenant(transaction: Transaction, batch: EventBatch): Promise<boolean> {
  const [row] = await transaction
    .select({ tenantId: websites.tenantId })
    .from(websites)
    .where(eq(websites.websiteId, batch.websiteId));
  return row === undefined || row.tenantId === batch.tenantId;
}

async function storedSequence(transaction: Transaction, { websiteId, epoch }: EventBatch): Promise<number> {
  const [row] = await transaction
    .select({ sequence: max(websiteEvents.sequence) })
    .from(websiteEvents)
    .where(and(eq(websiteEvents.websiteId, websiteId), eq(websiteEvents.epoch, epoch)));
  return Number(row?.sequence ?? 0);
}

/** A website may be made while the database is away, so its first event may be what makes its tenant known. */
async function updateWebsite(transaction: Transaction, { websiteId, tenantId, events }: EventBatch): Promise<void> {
  const patch = projectEvents(events.map(({ event }) => event));
  const firstAt = new Date(events[0]!.event.at);
  await ensureTenantKnown(transaction, tenantId);
  const insert = transaction.insert(websites).values({
    websiteId,
    tenantId,
    name: "",
    status: "provisioning",
    hostnames: [],
    createdAt: firstAt,
    updatedAt: firstAt,
    ...patch,
  });
  // Traffic is told of each minute and changes nothing of the row: written anew, each would leave a dead one behind.
  await (Object.keys(patch).length === 0
    ? insert.onConflictDoNothing()
    : insert.onConflictDoUpdate({ target: websites.websiteId, set: patch }));
}

async function insertEvents(transaction: Transaction, { websiteId, epoch, events }: EventBatch): Promise<void> {
  await transaction.insert(websiteEvents).values(
    events.map(({ sequence, event }) => ({
      websiteId,
      epoch,
      sequence,
      type: event.type,
      event,
    })),
  );
}
