import { z } from "zod";
import { ImportFault } from "../import-fault.ts";

/** Longer files hold the process up while they are parsed; those of large sites have a tenth of it. */
const fileBytesMax = 64_000_000;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const id = z.union([z.string(), z.number()]).transform(String);
const flag = z.union([z.boolean(), z.number()]).nullish().transform(Boolean);
const instant = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const date = value === null || value === undefined ? null : new Date(value);
    return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
  });

const postSchema = z.object({
  id,
  title: text,
  slug: text,
  html: text,
  lexical: text,
  mobiledoc: text,
  feature_image: text,
  featured: flag,
  /** Until version 3 pages are posts that say so. */
  page: flag,
  type: text,
  status: text,
  visibility: text,
  custom_excerpt: text,
  canonical_url: text,
  meta_title: text,
  meta_description: text,
  codeinjection_head: text,
  codeinjection_foot: text,
  author_id: id.nullish(),
  published_at: instant,
  updated_at: instant,
});
export type GhostPost = z.infer<typeof postSchema>;

const postMetaSchema = z.object({
  post_id: id,
  meta_title: text,
  meta_description: text,
  feature_image_alt: text,
  feature_image_caption: text,
});
export type GhostPostMeta = z.infer<typeof postMetaSchema>;

const tagSchema = z.object({ id, name: text, slug: text, description: text, visibility: text });
export type GhostTag = z.infer<typeof tagSchema>;

const userSchema = z.object({ id, name: text, slug: text, bio: text, website: text });
export type GhostUser = z.infer<typeof userSchema>;

const linkSchema = <Name extends string>(name: Name) =>
  z.object({
    post_id: id,
    [name]: id,
    sort_order: z
      .number()
      .nullish()
      .transform((order) => order ?? 0),
  });

const dataSchema = z.object({
  posts: z.array(postSchema).max(200_000).default([]),
  posts_meta: z.array(postMetaSchema).default([]),
  tags: z.array(tagSchema).default([]),
  users: z.array(userSchema).default([]),
  posts_tags: z.array(linkSchema("tag_id")).default([]),
  posts_authors: z.array(linkSchema("author_id")).default([]),
  settings: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
});
export type GhostData = z.infer<typeof dataSchema>;

export interface GhostExport {
  readonly data: GhostData;
  readonly settings: ReadonlyMap<string, string>;
  /** Tables with something in them that is not read. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Content that has no place here, and the people and prices that are nobody's content. */
const unread = [
  "comments",
  "snippets",
  "newsletters",
  "offers",
  "products",
  "integrations",
  "webhooks",
  "recommendations",
];

/** A whole export. Throws an `ImportFault` for what is none. */
export async function readGhostExport(open: () => AsyncIterable<Uint8Array>): Promise<GhostExport> {
  const json = parse(await readAll(open));
  const [first] = Array.isArray(json["db"]) ? (json["db"] as unknown[]) : [json];
  const data = (first as { readonly data?: unknown } | undefined)?.data;
  if (typeof data !== "object" || data === null || !("posts" in data)) {
    throw new ImportFault("The file is no export of Ghost: it holds no posts.", null);
  }
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ImportFault(
      `The export is not as Ghost writes it: ${issue?.message ?? ""}`,
      issue?.path.join(".") ?? null,
    );
  }
  const tables = data as Readonly<Record<string, unknown>>;
  const counts = unread.map((name) => [name, Array.isArray(tables[name]) ? tables[name].length : 0] as const);
  return {
    data: parsed.data,
    settings: new Map(parsed.data.settings.map(({ key, value }) => [key, typeof value === "string" ? value : ""])),
    leftOut: new Map(counts.filter(([, count]) => count > 0)),
  };
}

async function readAll(open: () => AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of open()) {
    bytes += chunk.byteLength;
    if (bytes > fileBytesMax) throw new ImportFault(`An export of Ghost may have at most ${fileBytesMax} bytes.`, null);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ImportFault(`The file is no whole JSON: ${(error as Error).message}`, null, { cause: error });
  }
}
