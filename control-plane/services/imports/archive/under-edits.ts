import { digestOf } from "#domain/digest/index.ts";
import type { ContentRecord } from "#domain/content/index.ts";
import type { BroughtDraft, EditedDigest } from "../context.ts";
import { ImportFault } from "../import-fault.ts";

/** The documents of an archive's release on which its edits were written. Each has to be there. */
export class UnderEdits {
  /** Places of the edits that are left to be found, by their documents' ids. */
  readonly #places = new Map<string, string>();

  note({ kind, draft, place }: BroughtDraft): void {
    if (kind === "edit") this.#places.set(draft.documentId, place);
  }

  /** @returns the digests of those among these records, without their status: so versions have them */
  find(records: readonly ContentRecord[]): readonly EditedDigest[] {
    if (this.#places.size === 0) return [];
    return records.flatMap((record) => {
      if (record.kind !== "document" || !this.#places.delete(record.value.documentId)) return [];
      const { status: _, ...copy } = record.value;
      return [{ documentId: copy.documentId, digest: digestOf(copy) }];
    });
  }

  /** Throws an `ImportFault` for an edit whose document the release has not. */
  end(): void {
    const [place] = this.#places.values();
    if (place !== undefined) throw new ImportFault("The edit is of a document that the release does not have.", place);
  }
}
