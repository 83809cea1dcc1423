import { spawn } from "node:child_process";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { spawnCommand } from "#supervisor/command.ts";
import { standBack } from "#supervisor/stand-back.ts";

test("a process that is to stand back does so, and others do not", () => {
  const command = { file: "sleep", args: ["60"], env: process.env, descriptors: [] };
  const [nice, ordinary] = [spawnCommand({ ...command, niceness: 5 }), spawnCommand(command)];
  try {
    expect([getPriority(nice.pid), getPriority(ordinary.pid)]).toEqual([5, getPriority()]);
  } finally {
    nice.kill();
    ordinary.kill();
  }
});

test("a process that has ended already is no failure", async () => {
  const child = spawn("true");
  await new Promise((resolve) => child.once("close", resolve));
  standBack(child.pid!, 5);
});
