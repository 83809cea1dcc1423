import { env, runInDurableObject } from "cloudflare:test";
import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import type { CreateChangeInput, CreateWebsiteInput, RecordEditsInput, WebsiteRpc } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import { documentSchema, type Document } from "#domain/document/index.ts";
import type { Failure, Result } from "#domain/errors/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { themeDigestOf, type ThemePackage } from "#domain/theme/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { assembleWebsite } from "#durable-objects/website/assemble-website.ts";
import type { WebsiteContext } from "#durable-objects/website/website-context.ts";

export const bindings = env as unknown as ObjectBindings;
export const configuration = configurationSchema.parse({ title: "Bakery" });

export type Stub = DurableObjectStub & WebsiteRpc;

export function stubOf(websiteId: string): Stub {
  return bindings.WEBSITES.get(bindings.WEBSITES.idFromName(websiteId)) as unknown as Stub;
}

/** Stores a theme of that name. @returns its digest */
export async function uploadTheme(name = "plain"): Promise<string> {
  const asset = themeAssetOf(name);
  const theme: ThemePackage = {
    format: 1,
    name,
    version: "1.0.0",
    title: name,
    files: { "assets/theme.css": { digest: asset, bytes: 0, contentType: "text/css" } },
  };
  const digest = themeDigestOf(theme);
  await blobStore(bindings).put(digest, Uint8Array.from(new TextEncoder().encode(canonicalJson(theme))));
  return digest;
}

/** The digest that a theme of this name gives to its one asset. */
export function themeAssetOf(name: string): string {
  return name.length.toString(16).padStart(64, "0");
}

/** What makes a website of a test's own. */
export async function websiteInput(input: Partial<CreateWebsiteInput> = {}): Promise<CreateWebsiteInput> {
  return {
    websiteId: crypto.randomUUID(),
    tenantId: crypto.randomUUID(),
    name: "Bakery",
    hostnames: [newHostname()],
    theme: await uploadTheme(),
    configuration,
    ...input,
  };
}

export function newHostname(): string {
  return `${crypto.randomUUID()}.test.localhost`;
}

/** A website, its object and what is usually asked of it. Throws where a test takes success for granted. */
export async function createSite(given: Partial<CreateWebsiteInput> = {}) {
  const input = await websiteInput(given);
  const stub = stubOf(input.websiteId);
  valueOf(await stub.create(input));
  const change = async (of: {
    leaves?: CreateChangeInput["leaves"];
    put?: Document[];
    remove?: string[];
    records?: Partial<RecordEditsInput>;
  }) => {
    const documents = { put: of.put ?? [], delete: of.remove ?? [] };
    const records = { put: [], delete: [], ...of.records };
    return valueOf(await stub.createChange({ leaves: of.leaves ?? {}, documents, records }));
  };
  const activate = (changeId: string, given: { replaces?: string; deploymentId?: string; message?: string } = {}) =>
    stub.activate({ deploymentId: crypto.randomUUID(), message: "", changeId, ...given });
  return {
    input,
    stub,
    change,
    activate,
    publish: async (...put: Document[]): Promise<Deployment> =>
      valueOf(await activate((await change({ put })).changeId)),
    placed: async (of: Parameters<typeof change>[0]): Promise<Deployment> =>
      valueOf(await activate((await change(of)).changeId)),
    publishRecords: async (...put: ContentRecord[]): Promise<Deployment> =>
      valueOf(await activate((await change({ records: { put } })).changeId)),
    rollback: (undoes: string) => stub.rollback({ deploymentId: crypto.randomUUID(), undoes, message: "" }),
    describe: async () => valueOf(await stub.describe()),
    /** Titles by id of the active release's documents. */
    titles: async (): Promise<Record<string, string>> => {
      const { items } = valueOf(await stub.listDocuments({ limit: 100 }));
      return Object.fromEntries(items.map(({ documentId, title }) => [documentId, title]));
    },
    /** The title shown at a post's path in a release, or null. */
    shown: async (releaseId: string, documentId: string): Promise<string | null> => {
      const page = valueOf(await stub.readPage({ releaseId, path: `/${documentId}` }));
      return page.kind === "document" ? page.document.title : null;
    },
    history: async () => valueOf(await stub.listDeployments({ limit: 100 })).items,
  };
}

export function post(documentId: string, title = documentId): Document {
  const body = { type: "doc" as const, content: [] };
  return documentSchema.parse({ documentId, type: "post", path: `/${documentId}`, title, body });
}

/** A record whose value is completed by the schema. */
export function recordOf(kind: ContentRecord["kind"], value: object): ContentRecord {
  return contentRecordSchema.parse({ kind, value });
}

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`a success: ${JSON.stringify(result.value)}`);
  return result.failure;
}

/** Lets the alarm ring at the time that the deadline is set for: now. */
export async function runDeadline(stub: Stub, name: string): Promise<void> {
  // Without a moment in between, in which the runtime's own alarm could begin with it.
  await runInDurableObject<never, void>(stub as never, async (object, { storage }) => {
    storage.sql.exec("UPDATE deadlines SET at_ms = 1, retry_at_ms = NULL WHERE name = ?", name);
    await (object as unknown as { alarm(): Promise<void> }).alarm();
  });
}

/** Runs in the object, over its storage, with the website's parts wired to other neighbours. */
export function withContext<Value>(
  stub: Stub,
  others: Partial<ObjectBindings>,
  run: (context: WebsiteContext, state: DurableObjectState) => Value | Promise<Value>,
): Promise<Value> {
  return runInDurableObject<never, Value>(stub as never, (_, state) =>
    run(assembleWebsite(state, { ...bindings, ...others }), state),
  );
}

/** The rows of a query in the object's storage. */
export function rows<Row extends Record<string, SqlStorageValue>>(stub: Stub, query: string): Promise<Row[]> {
  return runInDurableObject<never, Row[]>(stub as never, (_, { storage }) => storage.sql.exec<Row>(query).toArray());
}
