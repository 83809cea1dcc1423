import { env, SELF } from "cloudflare:test";
import type { WebsiteRpc } from "#domain/contracts/index.ts";
import { documentSchema, type Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { themeDigestOf, type ThemePackage } from "#domain/theme/index.ts";
import { canonicalJson, sha256 } from "#domain/digest/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { Env } from "#workers/config.ts";
import { websiteRpc } from "#workers/websites/index.ts";

const bindings = env as unknown as Env;

const files = {
  "layout/theme.liquid": `<title>{{ site.title }}</title><link href="{{ 'theme.css' | asset_url }}">{{ content_for_layout }}`,
  "templates/page.liquid": "<h1>{{ page.title }}</h1>{{ page.content }}<style>h1{color:teal}</style>",
  "templates/404.liquid": "<h1>Nothing here</h1>",
  "assets/theme.css": "h1 { color: teal; } /* some words that compress, some words that compress */",
};

/** A website of a test's own, with its object. */
export interface DemoSite {
  readonly websiteId: string;
  readonly hostname: string;
  readonly rpc: WebsiteRpc;
  /** Asks the Worker for a path of the website, as a visitor does. */
  visit(path: string, init?: RequestInit): Promise<Response>;
}

export async function createSite(documents: readonly Partial<Document>[] = []): Promise<DemoSite> {
  const websiteId = crypto.randomUUID();
  const hostname = `${websiteId}.test.localhost`;
  const rpc = websiteRpc(bindings, websiteId);
  const created = await rpc.create({
    websiteId,
    tenantId: crypto.randomUUID(),
    name: "Demo",
    hostnames: [hostname],
    theme: await uploadTheme(),
    configuration: configurationSchema.parse({ title: "Demo" }),
  });
  valueOf(created);
  const site: DemoSite = {
    websiteId,
    hostname,
    rpc,
    visit: (path, init = {}) => SELF.fetch(`http://${hostname}${path}`, { redirect: "manual", ...init }),
  };
  await publish(site, documents);
  return site;
}

/** Puts documents and makes them active. @returns the active release's id */
export async function publish(site: DemoSite, documents: readonly Partial<Document>[]): Promise<string> {
  const put = documents.map((document) => ({ ...documentDefault, ...document }));
  const change = valueOf(await site.rpc.createChange({ leaves: {}, documents: { put, delete: [] } }));
  const deploymentId = crypto.randomUUID();
  const deployment = await site.rpc.activate({ deploymentId, changeId: change.changeId, message: "" });
  return valueOf(deployment).releaseId;
}

const documentDefault: Document = documentSchema.parse({
  documentId: "home",
  type: "page",
  path: "/",
  title: "Welcome",
  body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Hello." }] }] },
});

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}

async function uploadTheme(): Promise<string> {
  const blobs = blobStore(bindings);
  const store = async (text: string): Promise<string> => {
    const bytes = new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
    await blobs.put(sha256(bytes), bytes);
    return sha256(bytes);
  };
  const entries: ThemePackage["files"] = {};
  for (const [path, text] of Object.entries(files)) {
    const contentType = path.endsWith(".css") ? "text/css; charset=utf-8" : "text/x-liquid";
    entries[path] = { digest: await store(text), bytes: text.length, contentType };
  }
  const theme: ThemePackage = { format: 1, name: "test", version: "1.0.0", title: "Test", files: entries };
  await store(canonicalJson(theme));
  return themeDigestOf(theme);
}
