import { z } from "zod";
import { recordIdSchema } from "#domain/ids/index.ts";
import { jsonValueSchema } from "./json-value.ts";

/** Characters of JSON that a document may tell search engines in their own words. */
const structuredDataLengthMax = 20_000;

/** What other websites show of a link to it, where that is not what search engines show. */
const openGraphSchema = z.strictObject({
  title: z.string().max(300).optional(),
  description: z.string().max(1_000).optional(),
  imageId: recordIdSchema.nullable().optional(),
  type: z.enum(["website", "article", "profile", "book", "product"]).optional(),
});

/** One thing in the words of schema.org. */
const thingSchema = z
  .record(z.string().max(100), jsonValueSchema)
  .refine((thing) => typeof thing["@type"] === "string", "must have a '@type' such as Recipe");

/**
 * What search engines and other websites are told; what is empty or null follows from the document. What is optional was added
 * later: left out it stays out, so that older documents keep their digests.
 */
export const seoSchema = z.strictObject({
  title: z.string().max(300).default(""),
  /** Where the same text is at home, when not here. */
  canonical: z
    .string()
    .max(2_048)
    .regex(/^https?:\/\/[^\s\u0000-\u0020\\]+$/i, "must be an http or https address")
    .nullable()
    .default(null),
  noindex: z.boolean().default(false),
  imageId: recordIdSchema.nullable().default(null),
  /** Whether search engines are asked to follow no link of it. */
  nofollow: z.boolean().optional(),
  openGraph: openGraphSchema.optional(),
  /** Beside what the platform tells by itself: JSON-LD, each with a `@type`. */
  structuredData: z
    .array(thingSchema)
    .max(10)
    .refine(
      (things) => JSON.stringify(things).length <= structuredDataLengthMax,
      `may have ${structuredDataLengthMax} characters of JSON at most`,
    )
    .optional(),
});
export type Seo = z.infer<typeof seoSchema>;
