import type { Author, ContentRecord, Media, RecordKind, RecordRef, Term } from "#domain/content/index.ts";
import type { Link, MediaById } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import {
  get,
  pathKey,
  rankOf,
  recordKey,
  refOfHolder,
  sizeOf,
  sliceOf,
  type ContentStore,
  type KeyRange,
  type SliceOptions,
} from "../content/index.ts";

type Values = { readonly [Kind in RecordKind]: Extract<ContentRecord, { kind: Kind }>["value"] };

/** The content of one root, as pages ask for it. What is missing, or not published, is not there. */
export class ContentView {
  readonly #store: ContentStore;
  readonly root: Digest;

  constructor(store: ContentStore, root: Digest) {
    this.#store = store;
    this.root = root;
  }

  find<Kind extends RecordKind>(kind: Kind, id: string): Values[Kind] | null {
    const digest = this.digestOf({ kind, id });
    return digest === null ? null : (this.#store.readRecord(digest).value as Values[Kind]);
  }

  /** Names the very edition of a record that this content holds. */
  digestOf(ref: RecordRef): Digest | null {
    return get(this.#store, this.root, recordKey(ref));
  }

  /** How long a record is, in bytes; 0 for one that is not there. */
  bytesOf(ref: RecordRef): number {
    const digest = this.digestOf(ref);
    return digest === null ? 0 : this.#store.recordBytes(digest);
  }

  published(documentId: string | null): Document | null {
    const document = documentId === null ? null : this.find("document", documentId);
    return document?.status === "published" ? document : null;
  }

  holderAt(path: string): RecordRef | null {
    const holder = get(this.#store, this.root, pathKey(path));
    return holder === null ? null : refOfHolder(holder);
  }

  documentAt(path: string): Document | null {
    const holder = this.holderAt(path);
    return holder?.kind === "document" ? this.published(holder.id) : null;
  }

  /** How many entries a list has. */
  size(range: KeyRange): number {
    return sizeOf(this.#store, this.root, range);
  }

  /** Values of a list, in the order of its keys: ids, mostly. */
  slice(range: KeyRange, options: SliceOptions): readonly string[] {
    return sliceOf(this.#store, this.root, range, options).map(([, value]) => value);
  }

  entries(range: KeyRange, options: SliceOptions): readonly (readonly [key: string, value: string])[] {
    return sliceOf(this.#store, this.root, range, options);
  }

  /** How many keys come before this one. */
  rank(key: string): number {
    return rankOf(this.#store, this.root, key);
  }

  termsOf({ termIds }: Document): readonly Term[] {
    return termIds.map((id) => this.find("term", id)).filter((term) => term !== null);
  }

  authorsOf({ authorIds }: Document): readonly Author[] {
    return authorIds.map((id) => this.find("author", id)).filter((author) => author !== null);
  }

  media(mediaId: string | null): Media | null {
    return mediaId === null ? null : this.find("media", mediaId);
  }

  mediaById(ids: Iterable<string | null>): MediaById {
    const media = [...new Set(ids)].map((id) => this.media(id)).filter((found) => found !== null);
    return Object.fromEntries(media.map((found) => [found.mediaId, found]));
  }
}

export function linkTo({ path, title }: Document): Link {
  return { path, title };
}
