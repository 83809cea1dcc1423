import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { Publication, PublicationItem } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import type { PublicationState } from "#domain/publication/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";

export type PublicationRow = typeof publications.$inferSelect;

/** One as far as its website is told of it. */
export type ToldPublication = Omit<PublicationRow, "displaced">;

/** One that has not ended, as far as it matters for what becomes of it. */
export type OpenPublication = Pick<
  PublicationRow,
  "publicationId" | "websiteId" | "sequence" | "items" | "records" | "displaced" | "deletions" | "put"
>;

/** What a publication does with a document, with what the website will serve; null for one that goes. */
export interface StoredItem extends PublicationItem {
  readonly digest: Digest | null;
  readonly path: string | null;
  /** Put into the trash with this: refused, it comes out again. */
  readonly isTrashed?: true;
}

/** What a publication took out of a scheduled one. */
export interface Displaced {
  readonly items: readonly StoredItem[];
  readonly put: readonly ContentRecord[];
  readonly deletions: readonly RecordRef[];
  /** ISO 8601 in UTC. */
  readonly dueAt: string;
  readonly message: string;
  readonly actor: ContentActor;
}

/** The item, with what was scheduled of its document and is not done any more. */
export function replacing(item: StoredItem, displaced: readonly Displaced[]): StoredItem {
  const replaced = displaced
    .flatMap(({ items, dueAt }) => items.map(({ documentId, version }) => ({ documentId, version, dueAt })))
    .filter(({ documentId }) => documentId === item.documentId)
    .map(({ version, dueAt }) => ({ version, dueAt }))
    .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
  return replaced.length === 0 ? item : { ...item, replaced };
}

/** This code alone writes these columns. */
export function itemsOf({ items }: Pick<PublicationRow, "items">): readonly StoredItem[] {
  return items as readonly StoredItem[];
}
export function putOf({ put }: Pick<PublicationRow, "put">): readonly ContentRecord[] {
  return (put ?? []) as readonly ContentRecord[];
}
export function deletionsOf({ deletions }: Pick<PublicationRow, "deletions">): readonly RecordRef[] {
  return (deletions ?? []) as readonly RecordRef[];
}

export function displacedOf({ displaced }: Pick<PublicationRow, "displaced">): readonly Displaced[] {
  return (displaced ?? []) as readonly Displaced[];
}

/** The row as it is told of. */
export function publicationOf(row: Omit<PublicationRow, "put" | "deletions" | "displaced" | "asked">): Publication {
  return {
    publicationId: row.publicationId,
    sequence: row.sequence,
    kind: row.kind as Publication["kind"],
    state: row.state as PublicationState,
    documents: itemsOf(row).map(({ documentId, version, before, replaced }) => ({
      ...{ documentId, version, before },
      // Those that were written first hold one that is no list.
      ...(replaced && { replaced: [replaced].flat() }),
    })),
    records: row.records as RecordRef[],
    dueAt: row.dueAt?.toISOString() ?? null,
    failure: row.failure as Publication["failure"],
    deploymentId: row.deploymentId,
    message: row.message,
    actor: row.actor as ContentActor,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
