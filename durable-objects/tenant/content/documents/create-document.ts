import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import type { VersionKind } from "#domain/editing/index.ts";
import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { translationFailure } from "./check-translation.ts";
import { referenceFailure } from "./check-references.ts";
import { readType, typeFailure } from "./check-type.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, editedDocumentOf } from "./document-row.ts";
import { findPlace } from "./find-place.ts";
import { isDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { columnsOf } from "./written-columns.ts";

type Input = ContentInput<"createDocument">;
type Answer = ContentAnswer<"createDocument">;

/**
 * Makes a document: a draft, at the path that is given, or at a free one made of its slug or title. Made already with the same content,
 * it is answered as it is by now. Fails with `document-exists` for another content.
 */
export const createDocument: Verb<"createDocument"> = {
  async run({ database }, input) {
    return database.atomically((tables) => makeDocument(tables, input));
  },
};

/** The same in the caller's transaction. @param kind how its first version came to be */
export async function makeDocument(tables: Tables, input: Input, kind: VersionKind = "save"): Promise<Answer> {
  const { websiteId, document, actor } = input;
  const { documentId } = document;
  await holdWebsite(tables, websiteId);
  const [existing] = await tables.select(documentColumns).from(documents).where(isDocument({ websiteId, documentId }));
  if (existing !== undefined) {
    return (await isSame(tables, input)) ? ok(editedDocumentOf(existing)) : documentExists(documentId);
  }
  const type = await readType(tables, websiteId, document.type);
  const place = await findPlace(tables, {
    websiteId,
    documentId,
    parentId: document.parentId,
    path: document.path,
    slug: input.slug ?? null,
    before: null,
    folder: type?.folder ?? "",
    title: document.title,
    type: document.type,
  });
  if (!place.ok) return place;
  const checked = checkedCopy({ ...document, path: place.value });
  if (!checked.ok) return checked;
  const { copy, digest } = checked.value;
  const failure =
    typeFailure(type, copy, { before: {}, required: "may be missing" }) ??
    (await referenceFailure(tables, websiteId, { type, copy, before: {} })) ??
    (await translationFailure(tables, websiteId, copy));
  if (failure !== null) return failure;
  const [row] = await tables
    .insert(documents)
    .values({
      websiteId,
      documentId,
      state: "draft",
      version: 1,
      createdBy: actor,
      updatedBy: actor,
      ...columnsOf(copy),
    })
    .returning(documentColumns);
  await tables.insert(documentVersions).values({
    ...{ websiteId, documentId, version: 1, kind, digest, actor },
    content: copy,
    message: input.message ?? null,
  });
  return ok(editedDocumentOf(row!));
}

/** Whether the document was made of this very input: where no path was given, any is. */
async function isSame(tables: Tables, { websiteId, document }: Input): Promise<boolean> {
  const { documentId } = document;
  const [first] = await tables
    .select({ content: documentVersions.content })
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.websiteId, websiteId),
        eq(documentVersions.documentId, documentId),
        eq(documentVersions.version, 1),
      ),
    );
  if (first === undefined) return false;
  const made = copyOf(first);
  return digestOf(made) === digestOf({ ...document, path: document.path ?? made.path });
}

function documentExists(documentId: string): Result<never, "document-exists"> {
  return fail("document-exists", `There is another document with the id ${documentId}.`);
}
