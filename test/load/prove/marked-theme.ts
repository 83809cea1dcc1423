import { z } from "zod";
import { digestSchema, sha256, type Digest } from "#domain/digest/index.ts";
import type { ApiClient } from "#supervisor/demo/api-client.ts";
import { expectAnswer } from "#supervisor/demo/expect-answer.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { packTheme } from "#marketplace/pack-theme.ts";
import { plainTheme } from "#test/support/plain-theme.ts";

/** Themes of a checked website. */
export interface MarkedThemes {
  /** The theme without any marker. */
  readonly plain: Digest;
  /**
   * The theme of the release with this marker: every second release has a variation whose layout and stylesheet
   * carry the marker too, so that a page of two releases shows, and one with the assets of another.
   */
  readonly themeOf: (marker: string) => Digest;
}

/** @param releases how many there are: markers from 0 on; publications have higher ones */
export async function uploadMarkedThemes(api: ApiClient, releases: number): Promise<MarkedThemes> {
  const plain = await uploadTheme(api, plainTheme);
  const marked = new Map<string, Digest>();
  for (let marker = 1; marker < releases; marker += 2) {
    marked.set(String(marker), await uploadVariation(api, `marker:${marker}.`));
  }
  return { plain, themeOf: (marker) => marked.get(marker) ?? plain };
}

async function uploadVariation(api: ApiClient, marker: string): Promise<Digest> {
  const theme = await packTheme(plainTheme);
  const files = { ...theme.package.files };
  for (const [path, change] of Object.entries(variations)) {
    const file = files[path]!;
    const text = change(new TextDecoder().decode(theme.blobs.get(file.digest)), marker);
    const digest = sha256(text);
    await expectAnswer(
      api,
      { method: "PUT", path: `/blobs/${digest}`, body: new TextEncoder().encode(text) },
      [200, 201],
      z.unknown(),
    );
    files[path] = { ...file, digest, bytes: Buffer.byteLength(text) };
  }
  const body = { package: { ...theme.package, files } };
  const stored = await expectAnswer(
    api,
    { method: "POST", path: "/themes", body },
    [201],
    z.object({ theme: digestSchema }),
  );
  return stored.theme;
}

const variations: Readonly<Record<string, (text: string, marker: string) => string>> = {
  "assets/theme.css": (text, marker) => `/* ${marker} */\n${text}`,
  "layout/theme.liquid": (text, marker) => text.replace("</body>", `<p>${marker}</p>\n</body>`),
};
