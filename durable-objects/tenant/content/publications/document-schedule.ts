import { sql } from "drizzle-orm";
import { isOutOfOrder, scheduledKinds, type Schedule, type ScheduledKind } from "#domain/editing/index.ts";
import { fail } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import type { Intended } from "./prepare-document.ts";
import type { StoredItem } from "./publication-row.ts";

/** Of a document that waits for nothing. */
export const nothingScheduled = { scheduledAt: null, scheduledVersion: null, unpublishAt: null } as const;

export function scheduleOf({ scheduledAt, unpublishAt }: Pick<DocumentRow, "scheduledAt" | "unpublishAt">): Schedule {
  return { publication: scheduledAt?.getTime() ?? null, unpublishing: unpublishAt?.getTime() ?? null };
}

/** The publication by which a document waits for this; null where it does not. */
export function waitsBy(row: DocumentRow, kind: ScheduledKind): string | null {
  if (scheduleOf(row)[kind] === null) return null;
  return kind === "publication" ? row.publicationId : row.unpublishingId;
}

export function isWaiting(row: DocumentRow): boolean {
  return scheduledKinds.some((kind) => waitsBy(row, kind) !== null);
}

/** Whether this publication is the last that had to do with a document, in one of both ways. */
export function isOf(publicationId: string) {
  return sql`${publicationId}::uuid in (${documents.publicationId}, ${documents.unpublishingId})`;
}

/** What of a schedule is set by something that is decided. */
export function scheduledBy(name: Intended, dueAt: Date | null): Partial<Schedule> {
  if (name === "expire") return { unpublishing: dueAt!.getTime() };
  return { publication: dueAt?.getTime() ?? null };
}

/** By which publication a document waits, or did last: one that takes it off at a time leaves alone what else waits of it. */
export function waitingBy(
  { version }: Pick<StoredItem, "version">,
  { publicationId, dueAt }: { readonly publicationId: string; readonly dueAt: Date | null },
): Partial<DocumentRow> {
  if (version === null && dueAt !== null) return { unpublishingId: publicationId, unpublishAt: dueAt };
  return { publicationId, scheduledAt: dueAt, scheduledVersion: dueAt === null ? null : version };
}

/** What stands in the way of a document's schedule as it would be; null for nothing. */
export function orderFault(row: DocumentRow, set: Partial<Schedule>) {
  const schedule = { ...scheduleOf(row), ...set };
  if (!isOutOfOrder(schedule)) return null;
  const publishAt = new Date(schedule.publication!).toISOString();
  const unpublishAt = new Date(schedule.unpublishing!).toISOString();
  const { documentId } = row;
  return fail(
    "schedule-order",
    `The document ${documentId} would be taken off at ${unpublishAt}, and published only at ${publishAt}: give one of both another time, or take it back.`,
    { documentId, publishAt, unpublishAt },
  );
}
