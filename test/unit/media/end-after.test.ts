import { spawn } from "node:child_process";
import { expect, test } from "vitest";

const program = new URL("../../../control-plane/media/end-after.ts", import.meta.url).href;

/** @returns how the process came to its end that is given so much of a processor's time, and then does this */
function endOf(work: string, processorMsMax: number): Promise<{ code: number | null; signal: string | null }> {
  const source = `import { pbkdf2 } from "node:crypto"; import { endAfter } from ${JSON.stringify(program)}; endAfter(${processorMsMax}); ${work}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: "ignore" });
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
}

test("a process that works for too long ends, in the middle of what its threads are at", async () => {
  const ended = await endOf(`pbkdf2("a", "b", 2_000_000_000, 64, "sha512", () => {});`, 1_000);
  expect(ended).toEqual({ code: null, signal: "SIGKILL" });
});

test("one that waits for longer than that goes on, and ends by itself", async () => {
  expect(await endOf("setTimeout(() => {}, 1_500);", 1_200)).toEqual({ code: 0, signal: null });
});
