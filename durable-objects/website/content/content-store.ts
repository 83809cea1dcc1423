import type { ContentRecord } from "#domain/content/index.ts";
import { canonicalJson, sha256, type Digest } from "#domain/digest/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import { ContentSweep, readNodeBytes, type SweepBudget, type SweepProgress } from "./content-sweep.ts";
import { DigestCache } from "./digest-cache.ts";
import type { RecordStore } from "./edit-records.ts";
import { decodeNode, encodeNode, type Node, type NodeStore } from "./node.ts";
import { addRecordRows, removeRecordRows } from "./record-rows.ts";

/** Parts of a record are at most this long, in bytes: a row may hold 2 MB. */
const partBytesMax = 1_900_000;
/** Longer records are not kept in memory: one of them would push out all others. */
const cachedRecordBytesMax = 50_000;

export interface ContentStoreOptions {
  /** Encoded bytes of the nodes kept decoded in memory; many objects may share an isolate of 128 MB. */
  readonly cacheBytesMax?: number;
  /** The same for records. */
  readonly recordCacheBytesMax?: number;
}

/**
 * Nodes and records in the object's SQLite, named by the SHA-256 of their bytes. Everything is synchronous:
 * a caller that does not await between its writes has them committed together.
 *
 * Trees are edited from roots that are retained (given to every `sweep`), or were made of such without an
 * `await` between; else a sweep under way could take what the new tree shares with the old.
 */
export class ContentStore implements NodeStore, RecordStore {
  readonly #sql: Sql;
  readonly #nodes: DigestCache<Node>;
  readonly #records: DigestCache<ContentRecord>;
  readonly #sweep: ContentSweep;

  constructor(sql: Sql, { cacheBytesMax = 2_000_000, recordCacheBytesMax = 500_000 }: ContentStoreOptions = {}) {
    this.#sql = sql;
    this.#nodes = new DigestCache(cacheBytesMax);
    this.#records = new DigestCache(recordCacheBytesMax);
    this.#sweep = new ContentSweep(sql);
  }

  read(digest: Digest): Node {
    const cached = this.#nodes.get(digest);
    if (cached !== undefined) return cached;
    const bytes = readNodeBytes(this.#sql, digest);
    const node = decodeNode(bytes);
    this.#nodes.set(digest, node, bytes.byteLength);
    return node;
  }

  /** Never skipped because the cache has the node: a transaction may have been rolled back, or a sweep come by. */
  write(node: Node): Digest {
    const bytes = encodeNode(node);
    const digest = sha256(bytes);
    this.#sql.exec("INSERT OR IGNORE INTO content_nodes (digest, bytes) VALUES (?, ?)", digest, bytes);
    this.#sweep.keep(digest);
    this.#nodes.set(digest, node, bytes.byteLength);
    return digest;
  }

  /** Throws when the record is missing: a root that names it keeps it. */
  readRecord(digest: Digest): ContentRecord {
    const cached = this.#records.get(digest);
    if (cached !== undefined) return cached;
    const parts = this.#sql
      .exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM records WHERE digest = ? ORDER BY part", digest)
      .toArray();
    if (parts.length === 0) throw new Error(`The record ${digest} is missing.`);
    const decoder = new TextDecoder();
    const text = parts.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join("") + decoder.decode();
    const record = JSON.parse(text) as ContentRecord;
    if (text.length <= cachedRecordBytesMax) this.#records.set(digest, record, text.length);
    return record;
  }

  /** How long the record is, in bytes of its canonical JSON, without reading it. */
  recordBytes(digest: Digest): number {
    return this.#sql
      .exec<{ bytes: number }>("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM records WHERE digest = ?", digest)
      .one().bytes;
  }

  /** Writes what follows from the record too: its files and its text for searches. */
  writeRecord(record: ContentRecord): Digest {
    const bytes = new TextEncoder().encode(canonicalJson(record));
    const digest = sha256(bytes);
    let isNew = false;
    for (let part = 0; part * partBytesMax < bytes.byteLength; part += 1) {
      const slice = bytes.slice(part * partBytesMax, (part + 1) * partBytesMax);
      const inserted = this.#sql
        .exec(
          "INSERT OR IGNORE INTO records (digest, part, bytes) VALUES (?, ?, ?) RETURNING part",
          digest,
          part,
          slice,
        )
        .toArray();
      isNew ||= inserted.length > 0;
    }
    if (isNew) addRecordRows(this.#sql, digest, record);
    this.#sweep.keep(digest);
    return digest;
  }

  get isEmpty(): boolean {
    const query = "SELECT EXISTS (SELECT 1 FROM content_nodes) OR EXISTS (SELECT 1 FROM records) AS isFull";
    return this.#sql.exec<{ isFull: number }>(query).one().isFull === 0;
  }

  /**
   * One slice of the removal of all that no retained root names; call it again until it is done, whenever.
   * Call it inside `transactionSync`: then a crash leaves the state between two slices, never within one.
   *
   * @param roots all content roots that are retained now: releases', changes', whatever may still be asked for
   */
  sweep(roots: Iterable<Digest>, budget: SweepBudget): SweepProgress {
    const progress = this.#sweep.slice(roots, budget);
    for (const digest of progress.removedNodes) this.#nodes.delete(digest);
    for (const digest of progress.removedRecords) {
      this.#records.delete(digest);
      removeRecordRows(this.#sql, digest);
    }
    return progress;
  }
}
