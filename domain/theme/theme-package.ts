import { z } from "zod";
import { digestOf, digestSchema, type Digest } from "#domain/digest/index.ts";

/**
 * A theme package: its manifest names every file by digest; the files are blobs. The package's own digest,
 * which a release's `theme` leaf holds, is that of the manifest's canonical JSON, a blob too.
 */
export const themePackageSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "must be 1 to 64 lower-case letters, digits or '-'"),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version such as 1.0.0"),
  title: z.string().min(1).max(100),
  /** Paths such as `layout/theme.liquid` or `assets/theme.css`, to what is there. */
  files: z.record(
    z.string().regex(/^(layout|templates|sections|snippets|assets|config|locales)\/[a-z0-9][a-z0-9._-]*$/i),
    z.strictObject({
      digest: digestSchema,
      bytes: z.int().min(0).max(5_000_000),
      contentType: z
        .string()
        .max(100)
        .regex(
          /^[a-z0-9.+-]+\/[a-z0-9.+-]+(?:; ?[a-z0-9-]+=[a-z0-9-]+)*$/i,
          "must be a media type such as text/css or text/html; charset=utf-8",
        ),
    }),
  ),
});
export type ThemePackage = z.infer<typeof themePackageSchema>;

export function themeDigestOf(theme: ThemePackage): Digest {
  return digestOf(theme);
}

/** The URL path at which a website serves an asset of any of its retained releases. */
export function assetPath(digest: Digest, fileName: string): string {
  return `/_hotswap/assets/${digest}/${fileName}`;
}
