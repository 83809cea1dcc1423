import type { DocumentSummary, ListInput, Page } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Unusable = "website-not-found" | "website-deleted";

/** The active release's documents, by id. */
export function listDocuments(context: WebsiteContext, input: ListInput): Result<Page<DocumentSummary>, Unusable> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  return ok(context.content.pageOfDocuments(context.releases.leavesOf(usable.value.activeReleaseId)!.content, input));
}

export function getDocument(
  context: WebsiteContext,
  documentId: string,
): Result<Document, Unusable | "document-not-found"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { content } = context.releases.leavesOf(usable.value.activeReleaseId)!;
  const document = context.content.document(content, documentId);
  return document === null
    ? fail("document-not-found", "The active release has no such document.", { documentId })
    : ok(document);
}
