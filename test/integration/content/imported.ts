import { randomUUID } from "node:crypto";
import { digestOf } from "#domain/digest/index.ts";
import { documentSchema } from "#domain/document/index.ts";
import { documentOfCopy, workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";
import { syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom } from "./publishing.ts";
import type { TenantTables } from "./tenant-tables.ts";

export const copyOf = (documentId: string, title: string, given: Partial<WorkingCopy> = {}) =>
  workingCopySchema.parse({
    ...{ documentId, type: "page", path: `/${documentId}`, title, body: { type: "doc", content: [] } },
    ...given,
  });

/** A website that an import brings documents to, and what it has above them. */
export async function createImported(tables: TenantTables) {
  const newsroom = await createNewsroom(tables);
  const { websiteId, website } = newsroom;
  const sync = () => syncWebsite(tables.context, websiteId);
  return {
    ...newsroom,
    sync,
    /** What visitors get no longer, as a rollback of what brought it makes it. */
    unserve: async (documentId: string) => {
      await website.change({ remove: [documentId] });
      await sync();
    },
    /** What visitors get from now on, as an import or a rollback makes it. */
    serve: async (...copies: readonly WorkingCopy[]) => {
      await website.change({ put: copies.map((copy) => documentSchema.parse(documentOfCopy(copy, "published"))) });
      await sync();
    },
    bring: (document: WorkingCopy, over: WorkingCopy | null, given: { importId?: string; keepsPath?: boolean } = {}) =>
      tables.run("bringWorkingCopy", {
        ...{ websiteId, documentId: document.documentId, actor: { kind: "control-plane" }, document },
        ...{ over: over === null ? null : digestOf(over), importId: randomUUID(), keepsPath: true, ...given },
      }),
    /** The same once that import was undone. */
    takeBack: (documentId: string, importId: string, kind: "draft" | "edit" = "edit") =>
      tables.run("takeBackCopy", { websiteId, documentId, actor: { kind: "control-plane" }, importId, kind }),
    titles: async (documentId: string) =>
      (
        await tables.query(
          "select content ->> 'title' as title, kind from document_versions where website_id = $1 and document_id = $2 order by version",
          [websiteId, documentId],
        )
      ).map(({ title, kind }) => `${String(kind)} ${String(title)}`),
  };
}
