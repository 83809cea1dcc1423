import type { ContentVerbName } from "#domain/contracts/index.ts";
import { createDocument } from "./documents/create-document.ts";
import { getDocument } from "./documents/get-document.ts";
import { listDocuments } from "./documents/list-documents.ts";
import { saveDocument } from "./documents/save-document.ts";
import type { Verb } from "./verb.ts";

/** Every verb by its name: `domain/contracts/content-verbs.ts` says what each takes and answers. */
export const contentVerbs: { readonly [Name in ContentVerbName]: Verb<Name> } = {
  createDocument,
  getDocument,
  listDocuments,
  saveDocument,
};
