import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { giveWay } from "#control-plane/media/give-way.ts";

test("processes that give way do so among the system's groups too, several that begin at once as well", async () => {
  const children = [1, 2, 3].map(() => spawn("sleep", ["60"], { detached: true, stdio: "ignore" }));
  try {
    await Promise.all(children.map(({ pid }) => giveWay(pid!)));
    for (const { pid } of children) {
      expect(getPriority(pid)).toBe(10);
      const group = `/proc/${pid}/autogroup`;
      if (existsSync(group)) expect(readFileSync(group, "utf8")).toMatch(/nice 10$/m);
    }
  } finally {
    for (const child of children) child.kill("SIGKILL");
  }
});

test("a process that has ended already is no failure", async () => {
  const child = spawn("true");
  await new Promise((resolve) => child.once("close", resolve));
  await giveWay(child.pid!);
});
