import { z } from "zod";
import {
  siteDocumentFiltersSchema,
  siteDocumentSorts,
  siteContentPrefix,
  type SiteQuestion,
  type RequestError,
} from "#domain/contracts/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { documentFields, listedFields } from "./fields.ts";

/** How bodies are given. */
const bodyForms = ["none", "json", "html", "text"] as const;
export type BodyForm = (typeof bodyForms)[number];

/** What a request asks for. */
export interface Asking {
  readonly question: SiteQuestion;
  /** Null: all of them. */
  readonly fields: ReadonlySet<string> | null;
  readonly body: BodyForm;
  /** Names what is asked for, but for the place in its list: a cursor is good for this alone. */
  readonly list: string;
  /** The release of which the cursor is, as far as the cursor says. */
  readonly cursorRelease: string | null;
}

export type Parsed =
  | { readonly kind: "asking"; readonly asking: Asking }
  | { readonly kind: "wrong"; readonly errors: readonly RequestError[] }
  | { readonly kind: "unknown" };

const limitSchema = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/, "must be a whole number from 1 to 100")
  .transform(Number)
  .default(20);
const cursorSchema = z.string().max(4_000).optional();
const list = { limit: limitSchema, cursor: cursorSchema };
const bodySchema = z.enum(bodyForms);

/** The parameters of each kind of question; the OpenAPI document describes them by these. */
export const parameterSchemas = {
  documents: siteDocumentFiltersSchema.extend({
    ...list,
    sort: z.enum(siteDocumentSorts).default("-publishedAt"),
    fields: fieldsSchema(documentFields),
    body: bodySchema.default("none"),
  }),
  document: z.strictObject({ fields: fieldsSchema(documentFields), body: bodySchema.default("html") }),
  terms: z.strictObject({ ...list, taxonomy: z.string().max(32).optional() }),
  authors: z.strictObject(list),
  menu: z.strictObject({}),
  media: z.strictObject({}),
  search: z.strictObject({ ...list, q: z.string().max(200), fields: fieldsSchema(listedFields) }),
} as const;

/** @param path as it was sent, below the prefix of the content API */
export function parseAsking(path: string, query: URLSearchParams): Parsed {
  const [kind, id, more] = path.slice(siteContentPrefix.length).split("/").map(decoded);
  if (kind === null || id === null || id === "" || more !== undefined) return { kind: "unknown" };
  switch (kind) {
    case "documents":
      if (id !== undefined) {
        return parse(parameterSchemas.document, query, "", ({ body }) => ({
          of: "document",
          documentId: id,
          withBody: body !== "none",
        }));
      }
      return parse(parameterSchemas.documents, query, path, ({ limit, sort, body, ...others }, after) => {
        const { cursor: _, fields: __, ...filters } = others;
        return { of: "documents", filters, sort, limit, after, withBody: body !== "none" };
      });
    case "terms":
      if (id !== undefined) break;
      return parse(parameterSchemas.terms, query, path, ({ taxonomy = null, limit }, after) => {
        return { of: "terms", taxonomy, limit, after };
      });
    case "authors":
      if (id !== undefined) break;
      return parse(parameterSchemas.authors, query, path, ({ limit }, after) => ({ of: "authors", limit, after }));
    case "menus":
      if (id === undefined) break;
      return parse(parameterSchemas.menu, query, path, () => ({ of: "menu", location: id }));
    case "media":
      if (id === undefined) break;
      return parse(parameterSchemas.media, query, path, () => ({ of: "media", mediaId: id }));
    case "search":
      if (id !== undefined) break;
      return parse(parameterSchemas.search, query, path, ({ q, limit }, after) => {
        return { of: "search", query: q, limit, offset: Number(after ?? 0) };
      });
  }
  return { kind: "unknown" };
}

/** What a cursor holds: the list that it is of, the release that it was made of, and the place after which the list goes on. */
interface Cursor {
  readonly list: string;
  readonly release: string;
  readonly after: string;
}

export function encodeCursor({ list, release, after }: Cursor): string {
  const text = JSON.stringify([list.slice(0, 16), release.slice(0, 16), after]);
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function decodeCursor(cursor: string): Cursor | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    const [list, release, after] = cursorTuple.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { list, release, after };
  } catch {
    return null;
  }
}
const cursorTuple = z.tuple([z.string(), z.string(), z.string().max(2_000)]);

type Parameters = {
  readonly fields?: readonly string[] | undefined;
  readonly body?: BodyForm;
  readonly cursor?: string | undefined;
};

function parse<Schema extends z.ZodType<Parameters>>(
  schema: Schema,
  query: URLSearchParams,
  path: string,
  questionOf: (given: z.infer<Schema>, after: string | null) => SiteQuestion,
): Parsed {
  const names = [...query.keys()];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return wrong(`query.${repeated}`, "may be given once");
  const parsed = schema.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path: place, message, ...issue }) => ({
      location: `query.${issue.code === "unrecognized_keys" ? issue.keys[0]! : place.join(".")}`,
      message: issue.code === "unrecognized_keys" ? "is no parameter of this" : message,
    }));
    return { kind: "wrong", errors };
  }
  const { fields, body = "none", cursor: given } = parsed.data;
  const others = [...query].filter(([name]) => name !== "cursor" && name !== "limit").toSorted();
  const list = sha256(JSON.stringify([path, others])).slice(0, 16);
  const cursor = given === undefined ? null : decodeCursor(given);
  const isOfSearch = schema === (parameterSchemas.search as unknown);
  if (given !== undefined && (cursor?.list !== list || (isOfSearch && !/^\d{1,4}$/.test(cursor.after)))) {
    return wrong("query.cursor", "is not one that this list gave");
  }
  const asking = {
    question: questionOf(parsed.data, cursor?.after ?? null),
    fields: fields === undefined ? null : new Set(fields),
    body,
    list,
    cursorRelease: cursor?.release ?? null,
  };
  return { kind: "asking", asking };
}

function wrong(location: string, message: string): Parsed {
  return { kind: "wrong", errors: [{ location, message }] };
}

function fieldsSchema(names: readonly string[]) {
  return z
    .string()
    .max(1_000)
    .transform((text) => text.split(","))
    .refine((fields) => fields.every((field) => names.includes(field)), `must be of ${names.join(", ")}`)
    .optional();
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
