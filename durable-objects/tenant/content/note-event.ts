import { randomUUID } from "node:crypto";
import type { Audited, OfPublication, TenantEvent } from "#domain/contracts/index.ts";
import { events } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../database/tables.ts";

/** So many documents are named, and so much of their titles. */
const namedMax = 50;
const titleLengthMax = 100;

type Named = { readonly documentId: string; readonly title: string };
interface ContentEvent {
  readonly action: Exclude<TenantEvent["action"], "settings.changed">;
  readonly published?: readonly Named[];
  readonly unpublished?: readonly Named[];
  readonly erased?: readonly Named[];
  readonly dueAt?: Date | null;
}

/**
 * Tells the audit log, in the transaction that decides it, what is to be shown and what no longer. What becomes of it is told by the
 * publication that is named; what the platform does by itself is not logged. Ask for it in `inAuditedTurn`.
 */
export async function noteEvent(tables: Tables, by: Audited & OfPublication, told: ContentEvent): Promise<void> {
  const event = eventOf(by, told);
  if (event !== null) await tables.insert(events).values({ eventId: event.eventId, event });
}

/** The entry that is written with what it tells of. */
export function eventOf(
  { audit, websiteId, publicationId }: Audited & OfPublication,
  { action, dueAt, ...documents }: ContentEvent,
): TenantEvent | null {
  if (audit === null) return null;
  const { actor, origin } = audit;
  const lists = Object.entries(documents).filter(([, list]) => list.length > 0);
  return {
    ...{ eventId: randomUUID(), at: new Date().toISOString(), action, actor, origin, websiteId, before: {} },
    after: {
      publicationId,
      ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
      ...Object.fromEntries(lists.map(([name, list]) => [name, list.slice(0, namedMax).map(named)])),
      ...(lists.some(([, list]) => list.length > namedMax) ? { documents: countOf(lists) } : {}),
    },
  };
}

function named({ documentId, title }: Named): Named {
  // Half of a letter is no JSON that Postgres takes.
  return { documentId, title: title.slice(0, titleLengthMax).replace(/[\uD800-\uDBFF]$/, "") };
}

function countOf(lists: readonly (readonly [string, readonly Named[]])[]): number {
  return lists.reduce((sum, [, list]) => sum + list.length, 0);
}
