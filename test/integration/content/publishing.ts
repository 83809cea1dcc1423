import { randomUUID } from "node:crypto";
import { newDocumentSchema, type DocumentState } from "#domain/editing/index.ts";
import type { Audited, DocumentVersionRef, EditedDocument, SaveDocumentBody } from "#domain/contracts/index.ts";
import type { Failure, Result } from "#domain/errors/index.ts";
import { person, type TenantTables } from "./tenant-tables.ts";
import { websiteOnSqlite } from "./website-on-sqlite.ts";

/** A website of a test's own that can be reached from the tables, and what is usually done with its documents. */
export async function createNewsroom(tables: TenantTables) {
  const website = await websiteOnSqlite();
  const { websiteId } = website;
  tables.websites.set(websiteId, website as never);
  const actor = person();
  const audit: Audited["audit"] = null;
  const draft = async (documentId: string, given: { title?: string; path?: string; type?: string } = {}) => {
    const { title = documentId, path = `/${documentId}`, type = "page" } = given;
    const body = { type: "doc" as const, content: [] };
    const document = newDocumentSchema.parse({ documentId, type, title, path, body });
    return valueOf(await tables.run("createDocument", { websiteId, actor, document: { ...document, documentId } }));
  };
  const get = async (documentId: string) => valueOf(await tables.run("getDocument", { websiteId, documentId }));
  const refOf = async (documentId: string) => ({ documentId, version: (await get(documentId)).version });
  const refsOf = (ids: readonly string[]) => Promise.all(ids.map(refOf));
  interface Given extends Partial<Audited> {
    readonly publicationId?: string;
    readonly dueAt?: string | null;
    readonly unpublish?: readonly string[];
  }
  const publishAs = async (
    publish: readonly DocumentVersionRef[],
    { publicationId = randomUUID(), dueAt = null, unpublish = [], audit = null }: Given = {},
  ) => {
    const refs = publish.map(({ documentId, version }) => ({ documentId, version }));
    const input = { websiteId, actor, audit, publicationId, publish: refs, dueAt, message: "" };
    return tables.run("publish", { ...input, unpublish: await refsOf(unpublish) });
  };
  const publish = async (ids: readonly string[], given: Given = {}) => publishAs(await refsOf(ids), given);
  return {
    website,
    websiteId,
    actor,
    draft,
    get,
    publish,
    /** In the versions that are given. */
    publishAs,
    save: async (of: EditedDocument, changes: SaveDocumentBody["changes"]) => {
      const { documentId, version } = of;
      const input = { websiteId, documentId, ifVersion: version, actor, changes, autosave: false };
      return valueOf(await tables.run("saveDocument", input));
    },
    change: async (documentId: string, transition: "submit" | "withdraw" | "archive" | "unarchive") => {
      const { version: ifVersion } = await get(documentId);
      const publicationId = randomUUID();
      const by = { websiteId, documentId, actor, audit };
      return tables.run("changeDocumentState", { ...by, ifVersion, transition, publicationId });
    },
    /** Of somebody who may publish, or may not. */
    trash: async (documentId: string, { mayPublish = true } = {}) => {
      const { version: ifVersion } = await get(documentId);
      const by = { websiteId, documentId, actor, audit, mayPublish };
      return tables.run("trashDocument", { ...by, ifVersion, publicationId: randomUUID() });
    },
    untrash: async (documentId: string) => {
      const { version: ifVersion } = await get(documentId);
      return tables.run("untrashDocument", { websiteId, documentId, actor, ifVersion });
    },
    erase: (documentId: string) =>
      tables.run("eraseDocument", { websiteId, documentId, actor, audit, publicationId: randomUUID() }),
    cancel: (publicationId: string) => tables.run("cancelPublication", { websiteId, publicationId, audit }),
    reschedule: (publicationId: string, dueAt: string, newPublicationId: string = randomUUID()) =>
      tables.run("reschedulePublication", { websiteId, actor, audit, publicationId, newPublicationId, dueAt }),
    /** The publication that waits for its time with this document; a made-up one where there is none. */
    scheduledOf: async (documentId: string): Promise<string> => {
      const { items } = valueOf(
        await tables.run("listPublications", { websiteId, state: "scheduled", documentId, limit: 1 }),
      );
      return items[0]?.publicationId ?? randomUUID();
    },
    publication: async (publicationId: string) =>
      valueOf(await tables.run("getPublication", { websiteId, publicationId })),
    /** Whether the website can be reached. */
    reach: (isThere: boolean) =>
      isThere ? tables.websites.set(websiteId, website as never) : tables.websites.delete(websiteId),
    states: async (): Promise<Record<string, DocumentState>> => {
      const rows = await tables.query("select document_id, state from documents where website_id = $1 order by 1", [
        websiteId,
      ]);
      return Object.fromEntries(rows.map((row) => [row.document_id, row.state as DocumentState]));
    },
    served: async (): Promise<Record<string, string>> => {
      const rows = await tables.query(
        "select served_path, title from documents where website_id = $1 and served_path is not null order by 1",
        [websiteId],
      );
      return Object.fromEntries(rows.map((row) => [row.served_path, row.title as string]));
    },
  };
}
export type Newsroom = Awaited<ReturnType<typeof createNewsroom>>;

export const hourMs = 3_600_000;
const inHours = (hours: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 + hours * hourMs).toISOString();
export const inAnHour = () => inHours(1);
export const inTwoHours = () => inHours(2);

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}
export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`a success: ${JSON.stringify(result.value)}`);
  return result.failure;
}
