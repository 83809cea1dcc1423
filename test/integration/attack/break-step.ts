import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { bundleSettings } from "#supervisor/bundle.ts";
import { brokenSource, type BrokenStep } from "./broken-step.ts";
import type { World } from "./world.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The environment of processes in which steps can be broken. @param file the one that will name the step */
export function breakable(file: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${new URL("./broken-step.ts", import.meta.url).href}`, BROKEN_STEP: file };
}

export function stepFileIn(dataDirectory: string): string {
  return join(dataDirectory, "broken-step.json");
}

/** Runs the edges with the step broken from now on; as they are for null. */
export async function breakEdges({ platform }: World, step: BrokenStep | null): Promise<void> {
  const output = join(platform.directory.build, "worker.js");
  await build(step === null ? bundleSettings(output) : { ...bundleSettings(output), plugins: [breaking(step)] });
  await Promise.all(["edge-api", "edge-0"].map((name) => platform.restart(name)));
}

/** Runs the control plane with all of the steps broken from now on. */
export async function breakControlPlane(
  { platform, dataDirectory }: World,
  steps: readonly BrokenStep[],
): Promise<void> {
  writeFileSync(stepFileIn(dataDirectory), JSON.stringify(steps));
  await platform.restart("control-plane");
}

function breaking(step: BrokenStep): Plugin {
  const path = join(root, step.file);
  return {
    name: "broken-step",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, (loaded) =>
        loaded.path === path
          ? { contents: brokenSource(readFileSync(path, "utf8"), step), loader: "ts" as const }
          : undefined,
      );
    },
  };
}
