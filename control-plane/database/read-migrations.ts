import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Migration } from "./plan-migrations.ts";

/** The migrations of a folder, oldest first. */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(new URL(join("./", file), folder));
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { name: basename(file, ".sql"), sql: bytes.toString("utf8"), sha256 };
    }),
  );
}
