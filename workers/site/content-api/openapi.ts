import { z } from "zod";
import { createDocument, type ZodOpenApiPathItemObject } from "zod-openapi";
import { problemSchema, siteContentPrefix } from "#domain/contracts/index.ts";
import { parameterSchemas } from "./ask.ts";

const description = `
What a website publishes, for whoever shows it elsewhere. For anyone, from any origin; what is not published is not there, and of
documents that ask for a password no more than their pages show before it is given.

Every answer is made of one release, named by \`HotSwap-Release\`, and carries an \`ETag\`. Lists take \`limit\` (1 to 100) and \`cursor\`,
which is the \`cursor\` of the page before; it is null at the end. A page may hold fewer than asked for and go on. A list that is walked while
something is published goes on at its place, and says so (\`releaseMoved\`): begin anew for a list of one release. Results of a search
that moved may repeat.
`.trim();

const text = z.string();
const maybe = text.nullable();
const media = z.object({
  mediaId: text,
  fileName: text,
  contentType: text,
  bytes: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  title: text,
  alt: text,
  caption: text,
  url: maybe.describe("A path of the website; null where the bytes could not be had."),
  variants: z.array(z.object({ contentType: text, width: z.int(), height: z.int(), bytes: z.int(), url: text })),
});
const termLink = z.object({ termId: text, taxonomy: text, name: text, path: text });
const authorLink = z.object({ authorId: text, name: text, path: text });
const listed = z.object({
  documentId: text,
  type: text,
  path: text,
  title: text,
  excerpt: text,
  publishedAt: maybe,
  updatedAt: maybe,
  image: media.nullable(),
  terms: z.array(termLink),
  authors: z.array(authorLink),
  isSticky: z.boolean(),
  isProtected: z.boolean(),
  commentCount: z.int(),
});
const document = listed.extend({
  description: text,
  locale: maybe,
  parentId: maybe,
  order: z.int(),
  seo: z.object({ title: text, canonical: maybe, noindex: z.boolean() }),
  fields: z.record(text, z.unknown()),
  body: z
    .union([text, z.record(text, z.unknown()), z.null()])
    .optional()
    .describe(
      "As `body` asks for it: HTML as pages show it, text, or the document tree; null where a password is asked for.",
    ),
  media: z.record(text, media).optional().describe("What the body names, by id."),
});
const found = listed.extend({
  titleHtml: text.describe("What was searched for stands in `<mark>`."),
  excerptHtml: text.describe("The place that was found."),
});
const term = termLink.extend({
  slug: text,
  description: text,
  parentId: maybe,
  documentCount: z.int(),
});
const author = authorLink.extend({ slug: text, biography: text, url: maybe, documentCount: z.int() });
const menuLink = z.object({ label: text, href: text, children: z.array(z.unknown()).describe("Likewise.") });

function listOf(item: z.ZodType) {
  return z.object({ items: z.array(item), cursor: maybe, releaseMoved: z.boolean().optional() });
}

function reads(
  operationId: string,
  summary: string,
  { query, path, answer }: { readonly query: z.ZodObject; readonly path?: z.ZodObject; readonly answer: z.ZodType },
): ZodOpenApiPathItemObject {
  const refusal = { content: { "application/problem+json": { schema: problemSchema } } };
  return {
    get: {
      operationId,
      summary,
      requestParams: { query, ...(path === undefined ? {} : { path }) },
      responses: {
        200: { description: "What was asked for.", content: { "application/json": { schema: answer } } },
        304: { description: "What the caller has is still so." },
        400: { description: "The parameters are not as they have to be.", ...refusal },
        404: { description: "The website shows no such thing.", ...refusal },
        429: { description: "The website is searched too often just now.", ...refusal },
        503: { description: "The website is not served at present." },
      },
    },
  };
}

let made: string | undefined;

/** The content API as OpenAPI 3.1 describes it: the same for every website. */
export function siteApiDescription(): string {
  return (made ??= JSON.stringify(
    createDocument({
      openapi: "3.1.1",
      info: { title: "HotSwap: content of a website", version: "1.0.0", description },
      servers: [{ url: siteContentPrefix.slice(0, -1), description: "On every hostname of the website." }],
      security: [],
      paths: {
        "/documents": reads("listDocuments", "List published documents", {
          query: parameterSchemas.documents,
          answer: listOf(document),
        }),
        "/documents/{documentId}": reads("getDocument", "Read a published document", {
          query: parameterSchemas.document,
          path: z.object({ documentId: text }),
          answer: document,
        }),
        "/terms": reads("listTerms", "List categories, tags and other terms", {
          query: parameterSchemas.terms,
          answer: listOf(term),
        }),
        "/authors": reads("listAuthors", "List authors", { query: parameterSchemas.authors, answer: listOf(author) }),
        "/menus/{location}": reads("getMenu", "Read the menu at a location", {
          query: parameterSchemas.menu,
          path: z.object({ location: text }),
          answer: z.object({ items: z.array(menuLink) }),
        }),
        "/media/{mediaId}": reads("getMedia", "Read what is known of a picture or another file", {
          query: parameterSchemas.media,
          path: z.object({ mediaId: text }),
          answer: media,
        }),
        "/search": reads("search", "Search published documents", {
          query: parameterSchemas.search,
          answer: listOf(found).extend({ total: z.int() }),
        }),
      },
    }),
  ));
}
