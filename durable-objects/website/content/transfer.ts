import type { ContentRecord } from "#domain/content/index.ts";
import { sha256, type Digest } from "#domain/digest/index.ts";
import { recordKinds } from "#domain/content/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import { readNodeBytes } from "./content-sweep.ts";
import type { ContentStore } from "./content-store.ts";
import { isRecordKey, recordPrefix, under } from "./content-keys.ts";
import { sizeOf } from "./key-range.ts";
import { decodeNode, isLeaf, type NodeStore } from "./node.ts";

/** Content on its way to another object: nodes and records as bytes, each named by the SHA-256 of them. */
export interface Parts {
  readonly nodes: readonly Uint8Array[];
  readonly records: readonly Uint8Array[];
}

/** What a node names: other nodes, and records. */
export interface Children {
  readonly nodes: readonly Digest[];
  readonly records: readonly Digest[];
}

/** A page of parts ends when it has grown to this, in bytes: reading it takes a few milliseconds. */
const partsBytesMax = 1_000_000;

/** The first of these, as many as a page takes, one at least. Past the cache, which is to hold what visitors ask for. */
export function readParts(sql: Sql, { nodes, records }: Children): Parts {
  let bytes = 0;
  const read = (digests: readonly Digest[], bytesOf: (sql: Sql, digest: Digest) => Uint8Array) => {
    const taken: Uint8Array[] = [];
    for (const digest of digests) {
      if (bytes >= partsBytesMax) break;
      const part = bytesOf(sql, digest);
      bytes += part.byteLength;
      taken.push(part);
    }
    return taken;
  };
  return { nodes: read(nodes, readNodeBytes), records: read(records, readRecordBytes) };
}

/**
 * Writes a node that another object has. @returns its digest, and what it names
 */
export function takeNode(
  store: ContentStore,
  bytes: Uint8Array,
): { readonly digest: Digest; readonly children: Children } {
  const node = decodeNode(bytes);
  const digest = store.write(node);
  if (digest !== sha256(bytes)) throw new Error("a node is not written as it is read");
  if (!isLeaf(node)) return { digest, children: { nodes: node.entries.map(([, child]) => child), records: [] } };
  const records = node.entries.filter(([key]) => isRecordKey(key)).map(([, record]) => record);
  return { digest, children: { nodes: [], records } };
}

/** Writes a record that another object has, and what follows from it. @returns its digest */
export function takeRecord(store: ContentStore, bytes: Uint8Array): Digest {
  const digest = store.writeRecord(JSON.parse(new TextDecoder().decode(bytes)) as ContentRecord);
  if (digest !== sha256(bytes)) throw new Error("a record is not written as it is read");
  return digest;
}

/** The number of records of all kinds. */
export function countRecords(store: NodeStore, root: Digest): number {
  return recordKinds.reduce((sum, kind) => sum + sizeOf(store, root, under(recordPrefix(kind))), 0);
}

/** Throws when the record is missing: a root that names it keeps it. */
function readRecordBytes(sql: Sql, digest: Digest): Uint8Array {
  const parts = sql
    .exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM records WHERE digest = ? ORDER BY part", digest)
    .toArray();
  if (parts.length === 0) throw new Error(`The record ${digest} is missing.`);
  const whole = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let at = 0;
  for (const { bytes } of parts) {
    whole.set(new Uint8Array(bytes), at);
    at += bytes.byteLength;
  }
  return whole;
}
