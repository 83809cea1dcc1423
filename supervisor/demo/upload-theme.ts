import { fileURLToPath } from "node:url";
import { z } from "zod";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { packTheme } from "#marketplace/pack-theme.ts";
import type { ApiClient } from "./api-client.ts";
import { expectAnswer } from "./expect-answer.ts";
import { uploadBlob } from "./upload-blob.ts";

/** The folder of a built-in theme. */
export function builtInTheme(name: string): string {
  return fileURLToPath(new URL(`../../marketplace/themes/${name}`, import.meta.url));
}

/** Uploads the theme of a folder, as far as it is not there yet. @returns its digest */
export async function uploadTheme(api: ApiClient, folder: string): Promise<Digest> {
  const theme = await packTheme(folder);
  const files = new Set(Object.values(theme.package.files).map((file) => file.digest));
  for (const digest of files) await uploadBlob(api, digest, theme.blobs.get(digest)!);
  const stored = await expectAnswer(
    api,
    { method: "POST", path: "/themes", body: { package: theme.package } },
    [201],
    z.object({ theme: digestSchema }),
  );
  return stored.theme;
}
