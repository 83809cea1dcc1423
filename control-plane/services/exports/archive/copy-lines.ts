import { archiveDraftsMax } from "#domain/archive/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ExportEffects } from "../context.ts";

/** Working copies, one a line, as they are when they are read. Those that are gone by then, or what the release has, are passed over. */
export class CopyLines {
  readonly #ids: Iterator<string>;
  readonly #read: (documentId: string) => Promise<WorkingCopy | null>;
  readonly #effects: ExportEffects;
  #next: WorkingCopy | null = null;
  count = 0;

  /** @param called what they are, for notes: `drafts` */
  constructor(
    called: string,
    ids: readonly string[],
    read: (documentId: string) => Promise<WorkingCopy | null>,
    effects: ExportEffects,
  ) {
    if (ids.length > archiveDraftsMax) {
      const detail = `An archive holds ${archiveDraftsMax} ${called} at most: others were left out.`;
      effects.report({ place: called, detail });
    }
    this.#ids = ids.slice(0, archiveDraftsMax).values();
    this.#read = read;
    this.#effects = effects;
  }

  /** @returns whether there are any */
  async begin(): Promise<boolean> {
    this.#next = await this.#advance();
    return this.#next !== null;
  }

  async *lines(): AsyncGenerator<Buffer> {
    for (; this.#next !== null; this.#next = await this.#advance()) {
      this.count += 1;
      await this.#effects.noteWritten(1);
      yield Buffer.from(`${canonicalJson(this.#next)}\n`);
    }
  }

  async #advance(): Promise<WorkingCopy | null> {
    for (let next = this.#ids.next(); next.done !== true; next = this.#ids.next()) {
      const copy = await this.#read(next.value);
      if (copy !== null) return copy;
    }
    return null;
  }
}
