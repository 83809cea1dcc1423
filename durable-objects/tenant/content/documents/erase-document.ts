import { and, isNotNull, isNull } from "drizzle-orm";
import { fail, ok } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { isDocument } from "./get-document.ts";

/** Deletes a document that is in the trash, with its versions. */
export const eraseDocument: Verb<"eraseDocument"> = {
  async run({ database }, { websiteId, documentId }) {
    const of = isDocument({ websiteId, documentId });
    return database.atomically(async (tables) => {
      await tables.delete(documents).where(and(of, isNotNull(documents.trashedAt), isNull(documents.servedVersion)));
      const [left] = await tables.select({ id: documents.documentId }).from(documents).where(of);
      return left === undefined ? ok(null) : notInTrash;
    });
  },
};

const notInTrash = fail(
  "invalid-document-state",
  "Only a document in the trash is deleted for good: move it there first.",
);
