import { expect } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import type { DocumentBody } from "#domain/document/index.ts";
import { recordOf } from "../website/site.ts";
import { createSite, valueOf, type DemoSite } from "./demo-site.ts";

export const contentApi = "/_hotswap/content/v1";

const password = { salt: "0".repeat(32), hash: "1".repeat(64) };
const paragraph = (text: string) => ({ type: "paragraph" as const, content: [{ type: "text" as const, text }] });
export const bodyOf = (...texts: string[]): DocumentBody => ({ type: "doc", content: texts.map(paragraph) });

export const post = (number: number, more = {}) => ({
  documentId: `post-${number}`,
  type: "post",
  path: `/post-${number}`,
  title: `Post ${number}`,
  publishedAt: `2026-01-0${number}T10:00:00Z`,
  body: bodyOf(`Number ${number} <b>&`),
  ...more,
});

/** A site with posts in a category and by an author, one of them under a password and one a draft, whose texts say `SECRET`. */
export async function createContentSite(): Promise<DemoSite> {
  const site = await createSite([
    { body: bodyOf("Welcome, all") },
    post(1, { termIds: ["news"], authorIds: ["ada"], locale: "de-AT" }),
    post(2, { termIds: ["news"], fields: { price: 3 } }),
    post(3, { password, title: "Secret", excerpt: "SECRET", fields: { price: "SECRET" }, body: bodyOf("SECRET") }),
    post(4, { authorIds: ["ada"], publishedAt: null }),
    post(5, { status: "draft", title: "SECRET", body: bodyOf("SECRET") }),
    { documentId: "about", path: "/about", title: "About", authorIds: ["ada"] },
  ]);
  await placeRecords(site, [
    recordOf("term", { termId: "news", taxonomy: "category", slug: "news", path: "/news", name: "News" }),
    recordOf("author", { authorId: "ada", slug: "ada", path: "/ada", name: "Ada" }),
    recordOf("menu", {
      menuId: "m",
      name: "Main",
      location: "primary",
      items: [{ target: { kind: "document", documentId: "about" } }],
    }),
    recordOf("media", { mediaId: "pic", fileName: "a b.png", contentType: "image/png", digest: "a".repeat(64) }),
  ]);
  return site;
}

async function placeRecords(to: DemoSite, put: readonly ContentRecord[]): Promise<void> {
  const records = { put: [...put], delete: [] };
  const change = await to.rpc.createChange({ leaves: {}, documents: { put: [], delete: [] }, records });
  const { changeId } = valueOf(change);
  valueOf(await to.rpc.activate({ deploymentId: crypto.randomUUID(), changeId, message: "" }));
}

export interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly cursor: string | null;
  readonly releaseMoved?: boolean;
}

export const idsOf = ({ items }: List) => items.map(({ documentId }) => documentId);

/** What the content API answers at a path, which has to be 200. */
export async function read<Body = Record<string, unknown>>(of: DemoSite, path: string): Promise<Body> {
  const response = await of.visit(`${contentApi}${path}`);
  const text = await response.text();
  expect(response.status, `${path}: ${text}`).toBe(200);
  return JSON.parse(text) as Body;
}

/** Goes from page to page of a list to its end. @param between done after each page */
export async function walk(of: DemoSite, query: string, between?: () => Promise<unknown>) {
  const seen: unknown[] = [];
  const moved: unknown[] = [];
  for (let path: string | null = query; path !== null;) {
    const page: List = await read<List>(of, path);
    seen.push(...idsOf(page));
    moved.push(page.releaseMoved);
    await between?.();
    path = page.cursor === null ? null : `${query}&cursor=${page.cursor}`;
  }
  return { seen, moved };
}
