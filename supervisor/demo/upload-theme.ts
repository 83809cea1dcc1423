import { fileURLToPath } from "node:url";
import { z } from "zod";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { packTheme } from "#marketplace/pack-theme.ts";
import type { ApiClient } from "./api-client.ts";
import { expectAnswer } from "./expect-answer.ts";

const folder = fileURLToPath(new URL("../../marketplace/themes/plain", import.meta.url));

/** Uploads the plain theme, as far as it is not there yet. @returns its digest */
export async function uploadTheme(api: ApiClient): Promise<Digest> {
  const theme = await packTheme(folder);
  const files = new Set(Object.values(theme.package.files).map((file) => file.digest));
  for (const digest of files) {
    const path = `/blobs/${digest}`;
    const { status } = await api.call({ method: "HEAD", path });
    if (status === 200) continue;
    const body = theme.blobs.get(digest);
    await expectAnswer(api, { method: "PUT", path, body }, [200, 201], z.unknown());
  }
  const stored = await expectAnswer(
    api,
    { method: "POST", path: "/themes", body: { package: theme.package } },
    [201],
    z.object({ theme: digestSchema }),
  );
  return stored.theme;
}
