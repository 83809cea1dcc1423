import { assetPath, type ThemePackage } from "#domain/theme/index.ts";
import { escapeHtml, SafeHtml } from "../../html.ts";
import type { Filters } from "./filter.ts";

type ThemeFiles = Pick<ThemePackage, "files">;

/** Addresses of the theme's assets, by digest: they never change, and a browser checks that nobody changed them. */
export function assetFilters(theme: ThemeFiles): Filters {
  return {
    asset_url: (name: unknown) => assetUrl(theme, name),
    stylesheet_tag: (name: unknown) =>
      new SafeHtml(`<link rel="stylesheet" href="${escapeHtml(assetUrl(theme, name))}"${integrity(theme, name)}>`),
    script_tag: (name: unknown) =>
      new SafeHtml(`<script src="${escapeHtml(assetUrl(theme, name))}"${integrity(theme, name)} defer></script>`),
  };
}

function assetUrl(theme: ThemeFiles, name: unknown): string {
  return assetPath(fileOf(theme, name).digest, String(name));
}

function fileOf({ files }: ThemeFiles, name: unknown): ThemePackage["files"][string] {
  const path = `assets/${String(name)}`;
  if (!Object.hasOwn(files, path)) throw new Error(`the theme has no ${path}`);
  return files[path]!;
}

/** @see https://www.w3.org/TR/sri-2/ */
function integrity(theme: ThemeFiles, name: unknown): string {
  return ` integrity="sha256-${base64Of(fileOf(theme, name).digest)}"`;
}

function base64Of(hex: string): string {
  let bytes = "";
  for (let index = 0; index < hex.length; index += 2) {
    bytes += String.fromCharCode(Number.parseInt(hex.slice(index, index + 2), 16));
  }
  return btoa(bytes);
}
