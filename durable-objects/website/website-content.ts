import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type {
  Asset,
  SiteAnswer,
  SiteQuestion,
  ContentSince,
  DocumentSummary,
  ListDocumentsInput,
  ListRecordsInput,
  Page,
  PageData,
  PageFrame,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import {
  ContentStore,
  countRecords,
  editRecords,
  changedRecords,
  emptyRoot,
  entriesOf,
  findMediaFile,
  mediaFilesAfter,
  get,
  isRecordKey,
  merge,
  pathKey,
  readParts,
  recordKey,
  RedirectPatterns,
  recordPrefix,
  refOf,
  scan,
  statusPrefix,
  sweepBudget,
  takeNode,
  takeRecord,
  type Children,
  type EditFailure,
  type Merged,
  type Parts,
  type RecordEdits,
} from "./content/index.ts";
import { TextFinder } from "./find-text.ts";
import { answerQuestion } from "./site-content/index.ts";
import { ContentView, pageFrame, readPage, Suggestions, type PageRequest } from "./pages/index.ts";

/** A page of records ends when it has grown to this, in characters of JSON. */
const recordsPageLengthMax = 4_000_000;
/** Of the roots that pages were read from last. */
const framesMax = 4;

type ChangedRecordsInput = Omit<Parameters<typeof changedRecords>[1], "from"> & { readonly from: Digest | null };

/** The website's content, by the root of a content tree: that of a release, a branch, or of a change to be. */
export class WebsiteContent {
  readonly #sql: SqlStorage;
  readonly #store: ContentStore;
  readonly #texts: TextFinder;
  readonly #suggestions: Suggestions;
  readonly #patterns: RedirectPatterns;
  readonly #patternsOf = (root: Digest) => this.#patterns.of(root);
  readonly #frames = new Map<Digest, PageFrame>();

  /** @param now in milliseconds since the epoch */
  constructor(sql: SqlStorage, now: () => number) {
    this.#sql = sql;
    this.#store = new ContentStore(sql);
    this.#texts = new TextFinder(sql, this.#store, now);
    this.#patterns = new RedirectPatterns(this.#store);
    this.#suggestions = new Suggestions(this.#texts.alike, now);
  }

  emptyRoot(): Digest {
    return emptyRoot(this.#store);
  }

  editRecords(root: Digest, edits: RecordEdits): Result<Digest, EditFailure> {
    return editRecords(this.#store, root, edits);
  }

  /** A tree that holds these records alone, so that they are kept as they are for as long as its root is. */
  treeOf(records: readonly ContentRecord[]): Result<Digest, EditFailure> {
    return this.editRecords(this.emptyRoot(), { put: records, delete: [] });
  }

  /** All records of a tree. */
  recordsIn(root: Digest): readonly ContentRecord[] {
    return [...entriesOf(this.#store, root)]
      .filter(([key]) => isRecordKey(key))
      .map(([, digest]) => this.#store.readRecord(digest));
  }

  /** The records in which two contents differ, whole; all that there are where `from` is null. The cursor is a key. */
  changedRecords(input: ChangedRecordsInput): Pick<ContentSince, "records" | "cursor"> {
    return changedRecords(this.#store, { ...input, from: input.from ?? this.emptyRoot() });
  }

  readonly merge = (base: Digest, ours: Digest, theirs: Digest): Merged => merge(this.#store, base, ours, theirs);

  view(root: Digest): ContentView {
    return new ContentView(this.#store, root);
  }

  record(root: Digest, ref: RecordRef): ContentRecord | null {
    const digest = get(this.#store, root, recordKey(ref));
    return digest === null ? null : this.#store.readRecord(digest);
  }

  /** Whether a document, a term or an author is shown at a path. */
  isHeld(root: Digest, path: string): boolean {
    return get(this.#store, root, pathKey(path)) !== null;
  }

  /** What a path shows, inside the frame that all pages of the root share. */
  page(root: Digest, request: Omit<PageRequest, "view" | "findText" | "patternsOf">): PageData {
    const view = this.view(root);
    const page = readPage({ ...request, view, findText: this.#texts.find, patternsOf: this.#patternsOf });
    if (page?.kind === "redirect") return page;
    if (page !== null) return { ...page, frame: this.#frame(view) };
    return { kind: "not-found", suggestions: this.#suggestions.for(view, request.path), frame: this.#frame(view) };
  }

  /** What anybody may know of the content of a root. */
  answer(root: Digest, question: SiteQuestion, language: string): SiteAnswer {
    const view = this.view(root);
    return answerQuestion({ view, frame: this.#frame(view), findText: this.#texts.find, language }, question);
  }

  /** All documents, or those of one status, by id. The cursor is the id of the last one shown. */
  pageOfDocuments(root: Digest, { limit, cursor, status }: ListDocumentsInput): Page<DocumentSummary> {
    const prefix = status === undefined ? recordPrefix("document") : statusPrefix(status);
    const after = cursor === undefined ? undefined : prefix + cursor;
    const ids = scan(this.#store, root, { prefix, after, limit: limit + 1 }).map(([key]) => key.slice(prefix.length));
    const shown = ids.slice(0, limit);
    const view = this.view(root);
    return {
      items: shown.map((id) => summaryOf(view.find("document", id)!)),
      cursor: ids.length > limit ? shown.at(-1)! : null,
    };
  }

  /** All records of a kind, whole, by id. The cursor is the id of the last one shown. */
  pageOfRecords(root: Digest, { kind, limit, cursor }: ListRecordsInput): Page<ContentRecord> {
    const prefix = recordPrefix(kind);
    const after = cursor === undefined ? undefined : prefix + cursor;
    const entries = scan(this.#store, root, { prefix, after, limit: limit + 1 });
    const items: ContentRecord[] = [];
    let length = 0;
    for (const [, digest] of entries.slice(0, limit)) {
      const record = this.#store.readRecord(digest);
      length += JSON.stringify(record).length;
      if (items.length > 0 && length > recordsPageLengthMax) break;
      items.push(record);
    }
    return { items, cursor: entries.length > items.length ? refOf(items.at(-1)!).id : null };
  }

  /** A blob that media of any kept record name. */
  mediaFile(digest: Digest): Asset | null {
    return findMediaFile(this.#sql, digest);
  }

  /** Blobs that media of any kept record name, the first after this one. */
  mediaFilesAfter(after: Digest | "", limit: number): readonly Digest[] {
    return mediaFilesAfter(this.#sql, after, limit);
  }

  /** The number of records, of all kinds. */
  count(root: Digest): number {
    return countRecords(this.#store, root);
  }

  /** The first of these nodes and records, as they are kept. */
  readParts(of: Children): Parts {
    return readParts(this.#sql, of);
  }

  /** Writes what another website's object has read. @returns the digests of it, and what it names */
  takeParts({ nodes, records }: Parts): Children & { readonly children: Children } {
    const taken = nodes.map((bytes) => takeNode(this.#store, bytes));
    return {
      nodes: taken.map(({ digest }) => digest),
      records: records.map((bytes) => takeRecord(this.#store, bytes)),
      children: {
        nodes: taken.flatMap(({ children }) => children.nodes),
        records: taken.flatMap(({ children }) => children.records),
      },
    };
  }

  /** One slice of the removal of what no root names. @returns whether the sweep is complete */
  sweep(roots: Iterable<Digest>): boolean {
    const { done, removedRecords } = this.#store.sweep(roots, sweepBudget);
    if (removedRecords.length > 0) this.#texts.forget();
    return done;
  }

  /** One slice of the removal of all of it, what a sweep that was under way has marked too. @returns whether nothing is left */
  clear(): boolean {
    return this.sweep([]) && this.#store.isEmpty;
  }

  /** One slice of writing the words for searches as this version does. @returns whether all are written */
  rebuildSearch(): boolean {
    return this.#texts.rebuild();
  }

  #frame(view: ContentView): PageFrame {
    const known = this.#frames.get(view.root);
    if (known !== undefined) return known;
    const frame = pageFrame(view);
    this.#frames.set(view.root, frame);
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= framesMax) break;
      this.#frames.delete(oldest);
    }
    return frame;
  }
}

function summaryOf(document: Document): DocumentSummary {
  const { documentId, type, status, path, title, description, publishedAt } = document;
  return { documentId, type, status, path, title, description, publishedAt };
}
