import { fail, ok } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, type DocumentState } from "#domain/editing/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { translatesOtherwise, translationFailure } from "./check-translation.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, editedDocumentOf } from "./document-row.ts";
import { noDocument } from "./get-document.ts";
import { noVersion } from "./get-version.ts";
import { holdWebsite } from "./hold-website.ts";
import { notEditable } from "./not-editable.ts";
import { readWithBase } from "./read-with-base.ts";
import { writeVersion } from "./write-version.ts";

/** Brings an older version back, as the next one: nothing in between is lost. Restored already, it changes nothing. */
export const restoreVersion: Verb<"restoreVersion"> = {
  async run(context, input) {
    const { database } = context;
    const { version, ifVersion, actor, ...of } = input;
    const found = await database.repeatable((tables) => readWithBase(tables, of, version));
    if (!found.ok) return found;
    if (found.value === null) return noDocument;
    const { row, base } = found.value;
    if (base === null) return noVersion(version);
    if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
    const { path, parentId } = copyOf(row);
    const restored = { ...base, path, parentId };
    if (isSameCopy(copyOf(row), restored)) return ok(editedDocumentOf(row));
    if (row.version !== ifVersion) return changedMeanwhile;
    const checked = checkedCopy(restored);
    if (!checked.ok) return checked;
    const message = `Version ${version} restored`;
    const write = (tables: Tables) => writeVersion(tables, row, checked.value, { kind: "restore", actor, message });
    const written = translatesOtherwise(row, restored)
      ? await database.atomically(async (tables) => {
          await holdWebsite(tables, of.websiteId);
          return (await translationFailure(tables, of.websiteId, restored)) ?? ok(await write(tables));
        })
      : await database.once(write);
    if (!written.ok) return written;
    // Saved meanwhile, or put away: that is told by reading it again.
    return written.value === null ? restoreVersion.run(context, input) : ok(editedDocumentOf(written.value));
  },
};

export const changedMeanwhile = fail("version-mismatch", "Somebody saved the document meanwhile: read it again.");
