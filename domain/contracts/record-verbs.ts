import type { ByActor, ContentVerb, OfWebsite } from "./content-verb.ts";
import type { EditedRecord, RecordVersion, WrittenKind, WrittenRecord } from "./records.ts";
import type { ListInput, Page } from "./website.ts";

export interface OfRecord extends OfWebsite {
  readonly kind: WrittenKind;
  readonly id: string;
}

/** What is published as soon as it is written: terms, authors, menus, redirects and types. */
export interface RecordVerbs {
  /** By id. Fails with `invalid-request` for a cursor that this list did not give. */
  listRecords: ContentVerb<
    OfWebsite & ListInput & { readonly kind: WrittenKind; readonly search?: string | undefined },
    Page<EditedRecord>,
    "invalid-request"
  >;
  getRecord: ContentVerb<OfRecord, EditedRecord, "record-not-found">;
  /** Newest first, its deletions too. The cursor is the number of the last version. */
  listRecordVersions: ContentVerb<OfRecord & ListInput, Page<RecordVersion>, "record-not-found">;
  /** @property ifVersion null for one that is not there yet */
  saveRecord: ContentVerb<
    OfRecord & ByActor & { readonly record: WrittenRecord; readonly ifVersion: number | null },
    EditedRecord,
    "precondition-required" | "version-mismatch" | "edit-conflict" | "path-taken" | "invalid-record"
  >;
  /** Gone already, it is no failure. What it was stays in its history. */
  deleteRecord: ContentVerb<
    OfRecord & ByActor & { readonly ifVersion: number },
    null,
    "version-mismatch" | "invalid-record"
  >;
}
