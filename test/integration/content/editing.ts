import { randomUUID } from "node:crypto";
import type { CreateDocumentBody, EditedDocument, SaveDocumentBody } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { newDocumentSchema, type ContentActor } from "#domain/editing/index.ts";
import { person, startTenantTables } from "./tenant-tables.ts";

export const paragraph = (text: string) => ({
  type: "paragraph" as const,
  content: [{ type: "text" as const, text }],
});
export const bodyOf = (...texts: string[]) => ({ type: "doc" as const, content: texts.map(paragraph) });

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}
export const codeOf = (result: Result<unknown>) => (result.ok ? "ok" : result.failure.code);

type Given = Partial<CreateDocumentBody["document"]>;
interface More {
  readonly websiteId?: string;
  readonly actor?: ContentActor;
}

/** A tenant's tables, with what an editor does on one of its websites, or on another. */
export async function startEditing() {
  const tables = await startTenantTables();
  const anna = person();
  const on = ({ websiteId = tables.websiteId, actor = anna }: More) => ({ websiteId, actor });
  return {
    ...tables,
    anna,
    create(given: Given, { slug, ...more }: More & { slug?: string } = {}) {
      const document = newDocumentSchema.parse({ type: "page", title: "Untitled", body: bodyOf("One"), ...given });
      const withId = { ...document, documentId: document.documentId ?? randomUUID() };
      return tables.run("createDocument", { ...on(more), document: withId, slug });
    },
    save(
      { documentId, version }: Pick<EditedDocument, "documentId" | "version">,
      changes: SaveDocumentBody["changes"],
      { slug, autosave = false, ...more }: More & Partial<SaveDocumentBody> = {},
    ) {
      return tables.run("saveDocument", { ...on(more), documentId, ifVersion: version, changes, autosave, slug });
    },
    get: (documentId: string, more: More = {}) => tables.run("getDocument", { ...on(more), documentId }),
  };
}
export type Editing = Awaited<ReturnType<typeof startEditing>>;
