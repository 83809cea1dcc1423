import { build } from "esbuild";
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { ssrExportAllKey } from "vite/module-runner";
import { bundleSettings } from "#supervisor/bundle.ts";

const root = join(import.meta.dirname, "../..");
const sources = globSync("{domain,durable-objects,workers,migrations/objects}/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".d.ts"))
  .map((file) => join(root, file));
const bundle = join(root, ".hotswap/tests/platform.mjs");

/** The bundle as a glob, for the pool to hand it to workerd as it is. */
export const platformModules = "**/.hotswap/tests/platform.mjs";

/**
 * Serves all code of the platform that tests inside workerd import from one bundle, built just as the platform is.
 *
 * Modules are fetched one by one and anew for each test file, and the Worker is made of more than a thousand: by
 * itself that takes four seconds a file. Each source file is served as the part of the bundle that it is, so that
 * tests and the Worker share one instance of each.
 */
export function platformAsOneModule(): Plugin {
  let built: Promise<unknown> | undefined;
  return {
    name: "platform-as-one-module",
    enforce: "pre",
    async load(id) {
      const number = sources.indexOf(id);
      if (number === -1) return;
      await (built ??= buildPlatform());
      return [
        `import { file${number} as file } from ${JSON.stringify(bundle)};`,
        `${ssrExportAllKey}(file);`,
        "export default file.default;",
      ].join("\n");
    },
  };
}

/** Each file takes the place of the one before at once: another run may be reading it. */
async function buildPlatform(): Promise<void> {
  const { entryPoints: _, ...settings } = bundleSettings(bundle);
  const { outputFiles } = await build({
    ...settings,
    stdin: {
      contents: sources.map((file, number) => `export * as file${number} from ${JSON.stringify(file)};`).join("\n"),
      resolveDir: root,
    },
    write: false,
  });
  mkdirSync(dirname(bundle), { recursive: true });
  for (const { path, contents } of outputFiles) {
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
}

/** For failures: changes a place in the bundle into the place in the source that it was built from. */
export function tellSource(_: unknown, place: { file: string; line: number; column: number }): void {
  if (!place.file.includes(bundle)) return;
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")));
  const entry = map.findEntry(place.line - 1, place.column - 1);
  if (!("originalSource" in entry)) return;
  place.file = join(dirname(bundle), entry.originalSource);
  place.line = entry.originalLine + 1;
  place.column = entry.originalColumn + 1;
}
