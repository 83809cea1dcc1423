import { canonicalJson, sha256, type Digest } from "#domain/digest/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import type { Document } from "#domain/document/index.ts";
import { ContentSweep, readNodeBytes, type SweepBudget, type SweepProgress } from "./content-sweep.ts";
import type { DocumentStore } from "./edit-documents.ts";
import { NodeCache } from "./node-cache.ts";
import { decodeNode, encodeNode, type Node, type NodeStore } from "./node.ts";

/** Parts of a document are at most this long, in bytes: a row may hold 2 MB. */
const partBytesMax = 1_900_000;

export interface ContentStoreOptions {
  /** Encoded bytes of the nodes kept decoded in memory; many objects may share an isolate of 128 MB. */
  readonly cacheBytesMax?: number;
}

/**
 * Nodes and documents in the object's SQLite, named by the SHA-256 of their bytes. Everything is synchronous:
 * a caller that does not await between its writes has them committed together.
 *
 * Trees are edited from roots that are retained (given to every `sweep`), or were made of such without an
 * `await` between; else a sweep under way could take what the new tree shares with the old.
 */
export class ContentStore implements NodeStore, DocumentStore {
  readonly #sql: Sql;
  readonly #cache: NodeCache;
  readonly #sweep: ContentSweep;

  constructor(sql: Sql, { cacheBytesMax = 2_000_000 }: ContentStoreOptions = {}) {
    this.#sql = sql;
    this.#cache = new NodeCache(cacheBytesMax);
    this.#sweep = new ContentSweep(sql);
  }

  read(digest: Digest): Node {
    const cached = this.#cache.get(digest);
    if (cached !== undefined) return cached;
    const bytes = readNodeBytes(this.#sql, digest);
    const node = decodeNode(bytes);
    this.#cache.set(digest, node, bytes.byteLength);
    return node;
  }

  /** Never skipped because the cache has the node: a transaction may have been rolled back, or a sweep come by. */
  write(node: Node): Digest {
    const bytes = encodeNode(node);
    const digest = sha256(bytes);
    this.#sql.exec("INSERT OR IGNORE INTO content_nodes (digest, bytes) VALUES (?, ?)", digest, bytes);
    this.#sweep.keep(digest);
    this.#cache.set(digest, node, bytes.byteLength);
    return digest;
  }

  /** Throws when the document is missing: a root that names it keeps it. */
  readDocument(digest: Digest): Document {
    const parts = this.#sql
      .exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM documents WHERE digest = ? ORDER BY part", digest)
      .toArray();
    if (parts.length === 0) throw new Error(`The document ${digest} is missing.`);
    const decoder = new TextDecoder();
    const text = parts.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join("") + decoder.decode();
    return JSON.parse(text) as Document;
  }

  writeDocument(document: Document): Digest {
    const bytes = new TextEncoder().encode(canonicalJson(document));
    const digest = sha256(bytes);
    for (let part = 0; part * partBytesMax < bytes.byteLength; part += 1) {
      const slice = bytes.slice(part * partBytesMax, (part + 1) * partBytesMax);
      this.#sql.exec("INSERT OR IGNORE INTO documents (digest, part, bytes) VALUES (?, ?, ?)", digest, part, slice);
    }
    this.#sweep.keep(digest);
    return digest;
  }

  /**
   * One slice of the removal of all that no retained root names; call it again until it is done, whenever.
   * Call it inside `transactionSync`: then a crash leaves the state between two slices, never within one.
   *
   * @param roots all content roots that are retained now: releases', changes', whatever may still be asked for
   */
  sweep(roots: Iterable<Digest>, budget: SweepBudget): SweepProgress {
    const progress = this.#sweep.slice(roots, budget);
    for (const digest of progress.removedNodes) this.#cache.delete(digest);
    return progress;
  }
}
