import { readFileSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { brokenSource } from "#test/integration/attack/broken-step.ts";
import { startObjectWorker } from "#test/support/object-worker.ts";
import { makeDataDirectory, removeDataDirectory } from "#test/support/platform.ts";

const entry = fileURLToPath(new URL("../../workers/objects/alarms-worker.ts", import.meta.url));
const [objects, rounds] = [8, 150];
/** A round takes a few milliseconds; an alarm that is lost is waited for in vain. */
const waitMsMax = 60_000;

test("deadlines that are asked for at the moment for which the alarm rings are all run", async () => {
  expect(await finished([])).toBe(objects);
});

test("alarms that are set to the very time for which they ring are missed", async () => {
  const step = {
    file: "durable-objects/support/alarm-scheduler.ts",
    find: "Math.max(atMs, this.#now() + 1)",
    replace: "atMs; this.#rang = null",
  };
  expect(await finished([breaking(step)], 4_000)).toBeLessThan(objects);
});

/** How many objects have seen all of their rounds. Throws where one does not get to it. */
async function finished(plugins: readonly Plugin[], withinMs = waitMsMax): Promise<number> {
  const directory = makeDataDirectory();
  onTestFinished(() => removeDataDirectory(directory));
  const { socket, stop } = await startObjectWorker({ directory, entry, plugins });
  onTestFinished(stop);
  const asked = Array.from({ length: objects }, (_, index) => isAnswered(socket, `/${index}/${rounds}`, withinMs));
  return (await Promise.all(asked)).filter(Boolean).length;
}

function isAnswered(socketPath: string, path: string, withinMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, agent: false, timeout: withinMs }, (response) => {
      response.resume();
      if (response.statusCode === 200) resolve(true);
      else reject(new Error(`${path}: ${response.statusCode}`));
    });
    call.on("timeout", () => {
      resolve(false);
      call.destroy();
    });
    call.on("error", reject);
    call.end();
  });
}

function breaking(step: Parameters<typeof brokenSource>[1]): Plugin {
  return {
    name: "broken-step",
    setup({ onLoad }) {
      onLoad({ filter: /alarm-scheduler\.ts$/ }, ({ path }) => ({
        contents: brokenSource(readFileSync(path, "utf8"), step),
        loader: "ts",
      }));
    },
  };
}
