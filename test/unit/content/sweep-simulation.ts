import { DatabaseSync } from "node:sqlite";
import { isRecordKey } from "#durable-objects/website/content/content-keys.ts";
import { ContentStore } from "#durable-objects/website/content/content-store.ts";
import { editRecords } from "#durable-objects/website/content/edit-records.ts";
import { emptyRoot, entriesOf, reachable } from "#durable-objects/website/content/tree.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { recordsOf, post } from "./records.ts";
import { sqliteStorage, transaction } from "./sqlite-storage.ts";

/** Numbers choose among what there is, modulo its count. */
export type Step =
  | { readonly do: "edit"; readonly root: number; readonly document: number; readonly title: number }
  | { readonly do: "forget"; readonly root: number }
  | { readonly do: "slice"; readonly marks: number; readonly rows: number }
  | { readonly do: "crash" };

/** A store with retained roots, swept in slices while records are edited and the object crashes. */
export class SweepSimulation {
  readonly database = new DatabaseSync(":memory:");
  readonly #sql = sqliteStorage(this.database);
  readonly #retain: (roots: readonly string[]) => readonly string[];
  #store: ContentStore;
  #roots: string[];

  /** @param retain the roots that the sweep is told of; all, unless something is wrong */
  constructor(retain: (roots: readonly string[]) => readonly string[] = (roots) => roots) {
    migrate(this.#sql, websiteMigrations);
    this.#retain = retain;
    this.#store = this.#start();
    const put = Array.from({ length: 120 }, (_, index) => post(`d${index}`, `/d${index}`));
    const edited = editRecords(this.#store, emptyRoot(this.#store), { put, delete: [] });
    if (!edited.ok) throw new Error(edited.failure.detail);
    this.#roots = [edited.value];
  }

  run(step: Step): void {
    switch (step.do) {
      case "edit": {
        const root = this.#roots[step.root % this.#roots.length]!;
        const id = step.document % 150;
        const edited = editRecords(this.#store, root, {
          put: [post(`d${id}`, `/d${id}`, `title ${step.title}`)],
          delete: [],
        });
        if (edited.ok) this.#roots.push(edited.value);
        return;
      }
      case "forget":
        if (this.#roots.length > 1) this.#roots.splice(step.root % this.#roots.length, 1);
        return;
      case "slice":
        this.slice(step.marks, step.rows);
        return;
      case "crash":
        this.#crash();
    }
  }

  slice(marks: number, rows: number) {
    return transaction(this.database, () => this.#store.sweep(this.#retain(this.#roots), { marks, rows }));
  }

  /** A tree made now, of a retained one, which nothing retains yet. @returns a check that all of it is there */
  editUnretained(): () => void {
    const edited = editRecords(this.#store, this.#roots[0]!, { put: [post("new", "/new")], delete: [] });
    if (!edited.ok) throw new Error(edited.failure.detail);
    return () => void recordsOf(this.#start(), edited.value);
  }

  /** Throws when something that a retained root names is missing. */
  check(): void {
    const fresh = this.#start();
    for (const root of new Set(this.#roots)) recordsOf(fresh, root);
  }

  /** Rows that no retained root names, and rows in all. */
  leftovers(): { readonly unnamed: number; readonly rows: number } {
    const named = new Set<string>();
    for (const root of this.#roots) {
      for (const { digest } of reachable(this.#store, root)) named.add(digest);
      for (const [key, value] of entriesOf(this.#store, root)) if (isRecordKey(key)) named.add(value);
    }
    const rows = this.#sql
      .exec<{ digest: string }>("SELECT digest FROM content_nodes UNION ALL SELECT digest FROM records")
      .toArray();
    return { unnamed: rows.filter(({ digest }) => !named.has(digest)).length, rows: rows.length };
  }

  /** In the midst of a slice, whose writes are lost; then the object starts afresh. */
  #crash(): void {
    try {
      transaction(this.database, () => {
        this.#store.sweep(this.#retain(this.#roots), { marks: 3, rows: 30 });
        throw new Error("crash");
      });
    } catch (error) {
      if ((error as Error).message !== "crash") throw error;
    }
    this.#store = this.#start();
  }

  #start(): ContentStore {
    return new ContentStore(this.#sql, { cacheBytesMax: 100_000 });
  }
}
