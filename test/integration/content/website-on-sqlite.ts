import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { WebsiteRpc } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import type { Document } from "#domain/document/index.ts";
import { sqliteStorage, transaction } from "#test/unit/content/sqlite-storage.ts";

/** A website's object, its code on a SQLite of its own: it can be stopped, and restored from a backup, at will. */
export interface SqliteWebsite extends Omit<WebsiteRpc, "restore"> {
  readonly websiteId: string;
  /** Moves its clock, in milliseconds from the machine's. */
  setClock(offsetMs: number): void;
  /** As its alarm does. */
  publishDue(): Promise<void>;
  /** What visitors get: titles by path. */
  shown(): Record<string, string>;
  /** Changes what is served without anybody who edits it. */
  change(edits: { put?: readonly Document[]; remove?: readonly string[] }): Promise<Deployment>;
  records(edits: { put?: readonly ContentRecord[]; delete?: readonly RecordRef[] }): Promise<Deployment>;
  rollBack(deploymentId: string): Promise<Deployment>;
  deployments(): readonly Deployment[];
  /** A copy of its storage; given back by `restore`. */
  backup(): Uint8Array;
  restore(backup: Uint8Array): void;
}

type Over = Omit<SqliteWebsite, "websiteId" | "setClock" | "backup" | "restore">;
interface Module {
  websiteOver(storage: object, clock: { now(): number }, begins: string | null): Over;
}
/** Typed for workerd, whose globals it names: not to be read with Node's. */
const module = new URL("../../workers/website/website-over.ts", import.meta.url).pathname;

/** What its types do not know of yet. */
type Serializable = DatabaseSync & { serialize(): Uint8Array; deserialize(bytes: Uint8Array): void };

export async function websiteOnSqlite(websiteId: string = randomUUID()): Promise<SqliteWebsite> {
  const { websiteOver } = (await import(module)) as Module;
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  let database = new DatabaseSync(":memory:");
  let over = openOver(websiteId);
  function openOver(begins: string | null): Over {
    const of = database;
    const storage = { sql: sqliteStorage(of), transaction: <Value>(run: () => Value) => transaction(of, run) };
    return websiteOver(storage, clock, begins);
  }
  const own = {
    websiteId,
    setClock: (ms: number) => void (offsetMs = ms),
    backup: () => new Uint8Array((database as Serializable).serialize()),
    restore(backup: Uint8Array) {
      database = new DatabaseSync(":memory:");
      (database as Serializable).deserialize(backup);
      over = openOver(null);
    },
  };
  // Whatever is asked goes to the storage that there is by now.
  return new Proxy(own as SqliteWebsite, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : Reflect.get(over, name)),
  });
}
