import { z } from "zod";
import { documentPathSchema, jsonValueSchema } from "#domain/document/index.ts";

/** Values of the leaves that are small JSON: kept by the Website object and named by their digest. */
const settingsSchema = z.record(z.string().max(100), jsonValueSchema);

/** The longest theme settings, in bytes of JSON: far below the 2 MB that a row may hold. */
export const settingsBytesMax = 500_000;
const flagsMax = 200;

export const themeSettingsSchema = settingsSchema.refine(
  (settings) => new TextEncoder().encode(JSON.stringify(settings)).byteLength <= settingsBytesMax,
  `must have at most ${settingsBytesMax} bytes`,
);
export const configurationSchema = z.strictObject({
  title: z.string().min(1).max(200),
  description: z.string().max(1_000).default(""),
  /** BCP 47 language tag of the content. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .default("en"),
  /** IANA time zone in which dates are shown. */
  timeZone: z.string().max(64).refine(isTimeZone, "must be an IANA time zone such as Europe/Vienna").default("UTC"),
  /** The website's own address, such as `https://bakery.example`; null where none is settled. */
  url: z
    .string()
    .max(300)
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, "must be an origin such as https://bakery.example, in lower case")
    .nullable()
    .default(null),
  /** How many documents a list shows at a time. */
  postsPerPage: z.int().min(1).max(100).default(10),
  /** Whether the front page lists posts, with the document at "/" as its introduction, or is that document alone. */
  frontPage: z.enum(["posts", "page"]).default("posts"),
  /** Where posts are listed when the front page is a page; null: nowhere. */
  postsPath: documentPathSchema.nullable().default(null),
  /** What `/robots.txt` and `/llms.txt` say instead of what follows from the release. */
  robotsTxt: z.string().max(20_000).optional(),
  llmsTxt: z.string().max(100_000).optional(),
  flags: z
    .record(z.string().max(100), z.boolean())
    .refine((flags) => Object.keys(flags).length <= flagsMax, `must be at most ${flagsMax}`)
    .default({}),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** What may be given for a leaf in a change: the value, or for a theme the digest of its uploaded package. */
export const leafInputSchema = z.strictObject({
  theme: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  themeSettings: themeSettingsSchema.optional(),
  configuration: configurationSchema.optional(),
});
export type LeafInput = z.infer<typeof leafInputSchema>;

/** The same from elsewhere: the values are checked and then kept as they are, so that their digests stay what they were. */
export const exactLeafInputSchema = leafInputSchema.extend({
  configuration: settingsSchema
    .refine((value) => configurationSchema.safeParse(value).success, "must be a website's configuration")
    .optional(),
});
export type ExactLeafInput = z.infer<typeof exactLeafInputSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
