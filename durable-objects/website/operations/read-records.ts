import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { DocumentSummary, ListDocumentsInput, ListRecordsInput, Page } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Unusable = "website-not-found" | "website-deleted";

/** The active release's documents, by id. */
export function listDocuments(
  context: WebsiteContext,
  input: ListDocumentsInput,
): Result<Page<DocumentSummary>, Unusable> {
  const root = activeContent(context);
  return root.ok ? ok(context.content.pageOfDocuments(root.value, input)) : root;
}

export function getDocument(
  context: WebsiteContext,
  documentId: string,
): Result<Document, Unusable | "document-not-found"> {
  const root = activeContent(context);
  if (!root.ok) return root;
  const record = context.content.record(root.value, { kind: "document", id: documentId });
  return record?.kind === "document"
    ? ok(record.value)
    : fail("document-not-found", "The active release has no such document.", { documentId });
}

/** The active release's records of a kind, by id. */
export function listRecords(context: WebsiteContext, input: ListRecordsInput): Result<Page<ContentRecord>, Unusable> {
  const root = activeContent(context);
  return root.ok ? ok(context.content.pageOfRecords(root.value, input)) : root;
}

export function getRecord(
  context: WebsiteContext,
  ref: RecordRef,
): Result<ContentRecord, Unusable | "record-not-found"> {
  const root = activeContent(context);
  if (!root.ok) return root;
  const record = context.content.record(root.value, ref);
  return record === null
    ? fail("record-not-found", "The active release has no such record.", { kind: ref.kind, id: ref.id })
    : ok(record);
}

function activeContent(context: WebsiteContext): Result<string, Unusable> {
  const usable = usableWebsite(context);
  return usable.ok ? ok(context.releases.leavesOf(usable.value.activeReleaseId)!.content) : usable;
}
