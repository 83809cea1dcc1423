import type { DocumentSummary, ListInput, Page } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import {
  ContentStore,
  documentKey,
  documentPrefix,
  editDocuments,
  emptyRoot,
  get,
  listPrefix,
  merge,
  pathKey,
  scan,
  sweepBudget,
  type DocumentEdits,
  type Merged,
} from "./content/index.ts";

/** The website's documents, by the root of a content tree: that of a release, or of a change to be. */
export class WebsiteContent {
  readonly #store: ContentStore;

  constructor(sql: SqlStorage) {
    this.#store = new ContentStore(sql);
  }

  emptyRoot(): Digest {
    return emptyRoot(this.#store);
  }

  editDocuments(root: Digest, edits: DocumentEdits): Result<Digest, "invalid-document" | "document-not-found"> {
    return editDocuments(this.#store, root, edits);
  }

  readonly merge = (base: Digest, ours: Digest, theirs: Digest): Merged => merge(this.#store, base, ours, theirs);

  document(root: Digest, documentId: string): Document | null {
    const digest = get(this.#store, root, documentKey(documentId));
    return digest === null ? null : this.#store.readDocument(digest);
  }

  documentAt(root: Digest, path: string): Document | null {
    const documentId = get(this.#store, root, pathKey(path));
    return documentId === null ? null : this.document(root, documentId);
  }

  /** The latest of a type, newest first. */
  latestDocuments(
    root: Digest,
    { type, limit }: { readonly type: Document["type"]; readonly limit: number },
  ): readonly DocumentSummary[] {
    const entries = scan(this.#store, root, { prefix: listPrefix(type), limit, reverse: true });
    return entries.map(([, documentId]) => summaryOf(this.document(root, documentId)!));
  }

  /** All documents, by id. The cursor is the id of the last one shown. */
  pageOfDocuments(root: Digest, { limit, cursor }: ListInput): Page<DocumentSummary> {
    const after = cursor === undefined ? undefined : documentKey(cursor);
    const entries = scan(this.#store, root, { prefix: documentPrefix, after, limit: limit + 1 });
    const items = entries.slice(0, limit).map(([, digest]) => summaryOf(this.#store.readDocument(digest)));
    return { items, cursor: entries.length > limit ? items.at(-1)!.documentId : null };
  }

  /** One slice of the removal of what no root names. @returns whether the sweep is complete */
  sweep(roots: Iterable<Digest>): boolean {
    return this.#store.sweep(roots, sweepBudget).done;
  }
}

function summaryOf({ documentId, type, path, title, description, publishedAt }: Document): DocumentSummary {
  return { documentId, type, path, title, description, publishedAt };
}
