import { z } from "zod";
import { digestOf, digestSchema, type Digest } from "#domain/digest/index.ts";
import { themeSettingsSchemaSchema } from "./settings-schema.ts";

/** The largest file of a theme, the most files, and the most bytes in all. */
export const themeFileBytesMax = 5_000_000;
export const themeFilesMax = 500;
export const themeBytesMax = 20_000_000;
/** The largest manifest, in bytes. */
export const themeManifestBytesMax = 1_000_000;

/** What `theme.json` says of a theme. */
export const themeJsonSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "must be 1 to 64 lower-case letters, digits or '-'"),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version such as 1.0.0"),
  title: z.string().min(1).max(100),
  author: z.string().max(200).optional(),
  description: z.string().max(1_000).optional(),
  license: z.string().max(100).optional(),
});

/** Paths such as `layout/theme.liquid` or `assets/theme.css`. */
const themePathSchema = z
  .string()
  .max(200)
  .regex(
    /^(layout|templates|sections|snippets|assets|config|locales|screenshots)\/[a-z0-9][a-z0-9._-]*$/i,
    "must be a file directly in layout, templates, sections, snippets, assets, config, locales or screenshots",
  );

/**
 * A theme package: its manifest names every file by digest; the files are blobs. The package's own digest,
 * which a release's `theme` leaf holds, is that of the manifest's canonical JSON, a blob too.
 */
export const themePackageSchema = themeJsonSchema.extend({
  files: z.record(
    themePathSchema,
    z.strictObject({
      digest: digestSchema,
      bytes: z.int().min(0).max(themeFileBytesMax),
      contentType: z
        .string()
        .max(100)
        .regex(
          /^[a-z0-9.+-]+\/[a-z0-9.+-]+(?:; ?[a-z0-9-]+=[a-z0-9-]+)*$/i,
          "must be a media type such as text/css or text/html; charset=utf-8",
        ),
    }),
  ),
  /** What `config/settings_schema.json` holds, so that settings can be checked without reading it. */
  settings: themeSettingsSchemaSchema.optional(),
});
export type ThemePackage = z.infer<typeof themePackageSchema>;

export function themeDigestOf(theme: ThemePackage): Digest {
  return digestOf(theme);
}

/** The URL path at which a website serves an asset of any of its retained releases. */
export function assetPath(digest: Digest, fileName: string): string {
  return `/_hotswap/assets/${digest}/${fileName}`;
}
