import { getTableColumns } from "drizzle-orm";
import type { EditedDocument, EditedDocumentSummary } from "#domain/contracts/index.ts";
import type { ContentActor, DocumentState, WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";

const { search: _, ...columns } = getTableColumns(documents);
/** All that is told of a document. What it is found by stays in the database. */
export const documentColumns = columns;
export type DocumentRow = Omit<typeof documents.$inferSelect, "search">;

const { content: __, ...withoutContent } = documentColumns;
export const summaryColumns = withoutContent;

/** This code alone writes working copies, and checks them before. */
export function copyOf({ content }: Pick<DocumentRow, "content">): WorkingCopy {
  return content as WorkingCopy;
}

/** The row as it is told of. */
export function editedDocumentOf(row: DocumentRow): EditedDocument {
  return { ...standingOf(row), document: copyOf(row) };
}

export function summaryOf(row: Omit<DocumentRow, "content">): EditedDocumentSummary {
  const { type, path, title, locale, parentId } = row;
  return { ...standingOf(row), type, path, title, locale, parentId };
}

function standingOf(row: Omit<DocumentRow, "content">): Omit<EditedDocument, "document"> {
  const { documentId, version, servedVersion, servedPath, scheduledVersion } = row;
  return {
    documentId,
    version,
    state: row.state as DocumentState,
    hasUnpublishedChanges: servedVersion !== null && servedVersion !== version,
    servedVersion,
    servedPath,
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    scheduledVersion,
    schedule: scheduleShown(row),
    trashedAt: row.trashedAt?.toISOString() ?? null,
    createdBy: row.createdBy as ContentActor,
    updatedBy: row.updatedBy as ContentActor,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function scheduleShown(row: Omit<DocumentRow, "content">): EditedDocument["schedule"] {
  const { publicationId, scheduledAt, scheduledVersion, unpublishingId, unpublishAt } = row;
  const isScheduled = publicationId !== null && scheduledAt !== null && scheduledVersion !== null;
  const isToGo = unpublishingId !== null && unpublishAt !== null;
  return {
    publish: isScheduled ? { publicationId, dueAt: scheduledAt.toISOString(), version: scheduledVersion } : null,
    unpublish: isToGo ? { publicationId: unpublishingId, dueAt: unpublishAt.toISOString() } : null,
  };
}
