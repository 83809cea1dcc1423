import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { themeDigestOf, themePackageSchema, type ThemePackage } from "#domain/theme/index.ts";

/** A theme ready to be uploaded. */
export interface PackedTheme {
  readonly package: ThemePackage;
  /** What a release's `theme` leaf holds: the digest of the manifest's canonical JSON. */
  readonly digest: Digest;
  /** Every file of the theme and the manifest itself, by digest. */
  readonly blobs: ReadonlyMap<Digest, Uint8Array<ArrayBuffer>>;
}

const folders = ["layout", "templates", "sections", "snippets", "assets", "config", "locales"];

const contentTypes: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".liquid": "text/x-liquid; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/**
 * Packs a theme's folder: `theme.json` names it, the folders that themes may have hold its files.
 *
 * Throws when `theme.json` is missing or something does not fit the package's schema.
 */
export async function packTheme(folder: string): Promise<PackedTheme> {
  const { name, version, title } = JSON.parse(await readFile(join(folder, "theme.json"), "utf8"));
  const blobs = new Map<Digest, Uint8Array<ArrayBuffer>>();
  const files: ThemePackage["files"] = {};
  for (const path of await themeFiles(folder)) {
    const bytes = new Uint8Array(await readFile(join(folder, path)));
    const digest = keep(blobs, bytes);
    const contentType = contentTypes[extname(path)] ?? "application/octet-stream";
    files[path] = { digest, bytes: bytes.byteLength, contentType };
  }
  const theme = themePackageSchema.parse({ format: 1, name, version, title, files });
  keep(blobs, new TextEncoder().encode(canonicalJson(theme)));
  return { package: theme, digest: themeDigestOf(theme), blobs };
}

function keep(blobs: Map<Digest, Uint8Array<ArrayBuffer>>, bytes: Uint8Array<ArrayBuffer>): Digest {
  const digest = createHash("sha256").update(bytes).digest("hex");
  blobs.set(digest, bytes);
  return digest;
}

/** Paths with "/" and in order, so that every machine packs a folder into the same package. */
async function themeFiles(folder: string): Promise<readonly string[]> {
  const present = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && folders.includes(entry.name),
  );
  const lists = await Promise.all(
    present.map(async ({ name }) => {
      const entries = await readdir(join(folder, name), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => `${name}/${entry.name}`);
    }),
  );
  return lists.flat().sort();
}
