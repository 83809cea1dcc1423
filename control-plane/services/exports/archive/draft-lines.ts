import { archiveDraftsMax } from "#domain/archive/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";

/** Documents that are no part of the release, one a line. What imports brought as drafts into the release itself is among its records. */
export class DraftLines {
  readonly #drafts: AsyncGenerator<WorkingCopy, void, undefined>;
  readonly #effects: ExportEffects;
  #next: WorkingCopy | null = null;
  count = 0;

  constructor(source: ExportSource, inRelease: ReadonlySet<string>, effects: ExportEffects) {
    this.#drafts = source.drafts(
      (documentId) => inRelease.has(documentId),
      (detail) => effects.report({ place: "drafts", detail: `Drafts were left out. ${detail}` }),
    );
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
    const read = await this.#drafts.next();
    return read.done === true ? null : read.value;
  }
}
