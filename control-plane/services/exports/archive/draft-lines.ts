import { archiveDraftsMax } from "#domain/archive/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";

/**
 * Documents that visitors do not get, one a line and each once: one that was moved while they were listed comes again. What imports
 * brought as drafts into the release itself is among its records.
 */
export class DraftLines {
  readonly #drafts: AsyncGenerator<WorkingCopy, void, undefined>;
  /** Ids of what the archive has. */
  readonly #written: Set<string>;
  readonly #effects: ExportEffects;
  #next: WorkingCopy | null = null;
  count = 0;

  constructor(source: ExportSource, inRelease: ReadonlySet<string>, effects: ExportEffects) {
    this.#drafts = source.drafts((detail) =>
      effects.report({ place: "drafts", detail: `Drafts were left out. ${detail}` }),
    );
    this.#written = new Set(inRelease);
    this.#effects = effects;
  }

  /** @returns whether there are any */
  async begin(): Promise<boolean> {
    this.#next = await this.#read();
    return this.#next !== null;
  }

  async *lines(): AsyncGenerator<Buffer> {
    for (; this.#next !== null; this.#next = await this.#read()) {
      this.count += 1;
      await this.#effects.noteWritten(1);
      yield Buffer.from(`${canonicalJson(this.#next)}\n`);
      if (this.count < archiveDraftsMax) continue;
      const detail = `An archive holds ${archiveDraftsMax} drafts at most: others were left out.`;
      if ((await this.#read()) !== null) this.#effects.report({ place: "drafts", detail });
      return;
    }
  }

  async #read(): Promise<WorkingCopy | null> {
    for (;;) {
      const read = await this.#drafts.next();
      if (read.done === true) return null;
      const { documentId } = read.value;
      if (this.#written.has(documentId)) continue;
      this.#written.add(documentId);
      return read.value;
    }
  }
}
