import { readFileSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { brokenSource } from "#test/integration/attack/broken-step.ts";
import { startObjectWorker } from "#test/support/object-worker.ts";
import { makeDataDirectory, removeDataDirectory } from "#test/support/platform.ts";

const entry = fileURLToPath(new URL("../../workers/objects/alarms-worker.ts", import.meta.url));
const [objects, rounds] = [8, 25];
/** A round takes a few milliseconds; an alarm that is lost is waited for in vain. */
const waitMsMax = 20_000;

test("deadlines that ask for one another at the moment for which the alarm rings are all run", async () => {
  expect(await finished([])).toBe(objects);
});

test("the runtime loses an alarm that is set to the very time for which it rings", async () => {
  const step = {
    file: "durable-objects/support/alarm-scheduler.ts",
    find: "Math.max(atMs, this.#now() + 1)",
    replace:
      "(this.#isRunning && this.#rang) || atMs; if (true) return void this.#alarm.setAlarm((this.#setTo = next))",
  };
  expect(await finished([breaking(step)], 2_000)).toBe(0);
});

/** How many objects have seen all of their rounds. */
async function finished(plugins: readonly Plugin[], withinMs = waitMsMax): Promise<number> {
  const directory = makeDataDirectory();
  onTestFinished(() => removeDataDirectory(directory));
  const { socket, stop } = await startObjectWorker({ directory, entry, plugins });
  onTestFinished(stop);
  const asked = Array.from({ length: objects }, (_, index) => isAnswered(socket, `/${index}/${rounds}`, withinMs));
  return (await Promise.all(asked)).filter(Boolean).length;
}

function isAnswered(socketPath: string, path: string, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path, agent: false, timeout: withinMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(false));
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
