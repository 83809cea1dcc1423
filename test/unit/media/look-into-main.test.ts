import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";

const program = fileURLToPath(new URL("../../../control-plane/media/look-into-main.ts", import.meta.url));

test("whoever looks into a file ends when the one who asked is killed, in whatever it is at", async () => {
  // It waits for the file that it is told of by a pipe that stays open, which is ours.
  const command = '"$0" "$1" "$$" <&3 & echo $!; wait';
  const asking = spawn("sh", ["-c", command, process.execPath, program], {
    stdio: ["ignore", "pipe", "ignore", "pipe"],
  });
  const pid = Number(await new Promise<Buffer>((resolve) => asking.stdout!.once("data", resolve)));
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  asking.kill("SIGKILL");
  await eventually("it is gone", async () => (existsSync(`/proc/${pid}`) ? null : true), 20_000);
});
