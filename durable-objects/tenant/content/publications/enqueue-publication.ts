import { recordIdOf, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Displaced, PublicationRow, StoredItem } from "./publication-row.ts";

export interface NewPublication {
  readonly publicationId: string;
  readonly websiteId: string;
  /** What it does with documents, for the documents' own rows; none where other records alone are published. */
  readonly items: readonly StoredItem[];
  /** The records as visitors get them. */
  readonly put: readonly ContentRecord[];
  readonly deletions: readonly RecordRef[];
  /** Null for at once. */
  readonly dueAt: Date | null;
  readonly message: string;
  readonly actor: ContentActor;
  /** Of what was asked for, where the caller chose the id: `answerAgain` compares it. */
  readonly asked?: Digest;
  /** What it takes out of scheduled publications: `leaveSchedules` says it. */
  readonly displaced?: readonly Displaced[];
}

/**
 * Notes what is to be published, in the caller's transaction: committed with what it publishes, it reaches the website however often
 * anything is cut off after that. Ask `expectPublications` before, and `deliverNow` after it.
 */
export async function enqueuePublication(tables: Tables, publication: NewPublication): Promise<PublicationRow> {
  const [row] = await tables.insert(publications).values(waitingRow(publication)).returning();
  return row!;
}

export function waitingRow(publication: NewPublication) {
  const { put, deletions, asked = null, displaced = null } = publication;
  const others = [...put.map((record) => ({ kind: record.kind, id: recordIdOf(record) })), ...deletions];
  return {
    ...{ ...publication, asked, displaced },
    kind: put.length > 0 ? "publish" : "unpublish",
    state: "waiting",
    records: others.filter(({ kind }) => kind !== "document"),
  };
}
