import { asc, inArray } from "drizzle-orm";
import { tenantEventSchema, tenantEventsMax, type TenantEvent } from "#domain/contracts/index.ts";
import { events } from "#migrations/schema/tenant/index.ts";
import type { TenantDatabase } from "../database/index.ts";

/**
 * Tells of what was done to the tenant's tables, oldest first, until nothing waits, and forgets what was taken. Throws when the
 * database or the receiver is away: what was not forgotten is told of again, and is logged once.
 *
 * @param send throws unless all of them were taken
 */
export async function deliverEvents(
  database: TenantDatabase,
  send: (batch: readonly TenantEvent[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const waiting = valueOf(
      await database.repeatable((tables) =>
        tables.select().from(events).orderBy(asc(events.sequence)).limit(tenantEventsMax),
      ),
    );
    if (waiting.length === 0) return;
    const batch = waiting.flatMap(({ event }) => tenantEventSchema.safeParse(event).data ?? []);
    if (batch.length < waiting.length) {
      // Not of our making: this code writes none that it cannot read.
      console.error(`${waiting.length - batch.length} events of a tenant are no events, and are dropped`);
    }
    if (batch.length > 0) await send(batch);
    const sequences = waiting.map(({ sequence }) => sequence);
    // Deleted already, they are gone: this may be repeated.
    valueOf(await database.repeatable((tables) => tables.delete(events).where(inArray(events.sequence, sequences))));
  }
}

function valueOf<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error("the tenant's database cannot be reached");
  return result.value;
}
