import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** A step of the product with something left out, for tests to notice. */
export interface BrokenStep {
  /** Below the project's folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Throws where there is nothing to break: then the test would show nothing. */
export function brokenSource(source: string, { file, find, replace }: BrokenStep): string {
  if (!source.includes(find)) throw new Error(`${file} holds no "${find}"`);
  return source.replace(find, () => replace);
}

/*
 * Loaded by `--import` into processes of Node that a test starts: breaks the steps that the file names, if there is one when the
 * process starts.
 */
const path = process.env["BROKEN_STEP"];
if (path !== undefined && existsSync(path)) {
  const steps = JSON.parse(readFileSync(path, "utf8")) as BrokenStep[];
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const broken = steps.filter(({ file }) => url.endsWith(`/${file}`));
      return broken.length === 0 ? loaded : { ...loaded, source: broken.reduce(brokenSource, String(loaded.source)) };
    },
  });
}
