import { z } from "zod";
import { documentPathSchema, isShadowedPath } from "#domain/document/index.ts";
import { environmentSchema } from "./environment.ts";
import { flagsSchema } from "./flags.ts";

/** What is set of a website, besides what it switches on and what its plugins are given. */
const settings = {
  title: z.string().min(1).max(200),
  description: z.string().max(1_000),
  /** BCP 47 language tag of the content. */
  language: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
  /** IANA time zone in which dates are shown. */
  timeZone: z.string().max(64).refine(isTimeZone, "must be an IANA time zone such as Europe/Vienna"),
  /** The website's own address, such as `https://bakery.example`; null where none is settled. */
  url: z
    .string()
    .max(300)
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, "must be an origin such as https://bakery.example, in lower case")
    .nullable(),
  /** How many documents a list shows at a time. */
  postsPerPage: z.int().min(1).max(100),
  /** Whether the front page lists posts, with the document at "/" as its introduction, or is that document alone. */
  frontPage: z.enum(["posts", "page"]),
  /** Where posts are listed when the front page is a page; null: nowhere. */
  postsPath: documentPathSchema.nullable(),
  /** What `/robots.txt` and `/llms.txt` say instead of what follows from the release. */
  robotsTxt: z.string().max(20_000),
  llmsTxt: z.string().max(100_000),
};

/** What configurations have that were stored before a setting came. */
export const settingsDefaults = {
  description: "",
  language: "en",
  timeZone: "UTC",
  url: null,
  postsPerPage: 10,
  frontPage: "posts",
  postsPath: null,
} as const;

export const settingsSchema = z.strictObject({
  title: settings.title,
  description: settings.description.default(settingsDefaults.description),
  language: settings.language.default(settingsDefaults.language),
  timeZone: settings.timeZone.default(settingsDefaults.timeZone),
  url: settings.url.default(settingsDefaults.url),
  postsPerPage: settings.postsPerPage.default(settingsDefaults.postsPerPage),
  frontPage: settings.frontPage.default(settingsDefaults.frontPage),
  postsPath: settings.postsPath.default(settingsDefaults.postsPath),
  robotsTxt: settings.robotsTxt.optional(),
  llmsTxt: settings.llmsTxt.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** As whoever makes a website or a change gives it. Its variables are changed one by one, and stay otherwise. */
export const configurationSchema = settingsSchema.extend({ flags: flagsSchema.default({}) });

/** The whole leaf. What came later is absent where it was never set, so that releases keep their digests. */
export const wholeConfigurationSchema = configurationSchema.extend({ environment: environmentSchema.optional() });
export type Configuration = z.infer<typeof wholeConfigurationSchema>;

/** Settings to be changed; what is left out stays, and null takes away what may be absent. */
export const settingsPatchSchema = z
  .strictObject({
    ...settings,
    postsPath: settings.postsPath.refine(
      (path) => path === null || (path !== "/search" && !isShadowedPath(path)),
      "must be a path at which the website serves nothing else",
    ),
    robotsTxt: settings.robotsTxt.nullable(),
    llmsTxt: settings.llmsTxt.nullable(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
