import { z } from "zod";
import { documentPathSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { parsePattern, unknownNames } from "./redirect-pattern.ts";
import { webUrlSchema } from "./shared.ts";

/** Queries of "/" that name a page on other systems, such as `?p=12`. */
export const redirectQueryPattern = /^(?:p|page_id|attachment_id|cat|tag|author|m|feed)=[a-z0-9_-]{1,64}$/;

/** An old path, or the front page with such a query. */
const redirectFromSchema = z.union(
  [documentPathSchema, z.string().refine((from) => from.startsWith("/?") && redirectQueryPattern.test(from.slice(2)))],
  {
    error:
      "must be an absolute path without query, empty segments or trailing slash, " +
      "or '/?' with p, page_id, attachment_id, cat, tag, author, m or feed",
  },
);

const redirectShape = z.strictObject({
  from: redirectFromSchema,
  /** Absent: `from` is one path, whatever is in it. `pattern`: it is one of `redirect-pattern.ts`, and so is what it leads to. */
  match: z.literal("pattern").optional(),
  to: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("document"), documentId: recordIdSchema }),
    z.strictObject({ kind: z.literal("term"), termId: recordIdSchema }),
    z.strictObject({ kind: z.literal("author"), authorId: recordIdSchema }),
    z.strictObject({ kind: z.literal("media"), mediaId: recordIdSchema }),
    z.strictObject({ kind: z.literal("path"), path: documentPathSchema }),
    z.strictObject({ kind: z.literal("url"), url: webUrlSchema }),
  ]),
  permanent: z.boolean().default(true),
});

/**
 * Sends visitors of an old path on. First comes what is at the path itself (a document, a list, a feed), then the redirect from
 * exactly this path, then the patterns that it matches, the most telling one first.
 */
export const redirectSchema = redirectShape.superRefine(({ from, match, to }, context) => {
  if (match === undefined) return;
  const pattern = from.startsWith("/?") ? "must be a path" : parsePattern(from);
  if (typeof pattern === "string") {
    context.addIssue({ code: "custom", path: ["from"], message: pattern });
    return;
  }
  const template = to.kind === "path" ? to.path : to.kind === "url" ? to.url : "";
  const unknown = unknownNames(template.replace(schemeAndHost, ""), pattern);
  if (unknown.length > 0) {
    context.addIssue({ code: "custom", path: ["to"], message: `:${unknown[0]} is not in "${from}"` });
  }
  if (to.kind === "url" && !fixedHost.test(schemeAndHost.exec(to.url)![0])) {
    context.addIssue({ code: "custom", path: ["to"], message: "must name a host, which no part of a path can change" });
  }
});
export type Redirect = z.infer<typeof redirectSchema>;

const schemeAndHost = /^https?:\/\/[^/?#]*/i;
const fixedHost = /^https?:\/\/[^@:]+(?::\d+)?$/i;
