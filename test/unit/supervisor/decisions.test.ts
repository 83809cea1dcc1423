import { describe, expect, test } from "vitest";
import { countTests } from "../../../scripts/support/vitest.ts";
import { restartDelayMs } from "#supervisor/backoff.ts";
import { guardCommand } from "#supervisor/command.ts";
import { runDirectoryOf } from "#supervisor/data-directory.ts";
import { warnOfFewDescriptors } from "#supervisor/descriptors.ts";

describe("starting again", () => {
  test("the first time at once, then ever later, at most after two seconds", () => {
    expect(restartDelayMs(0)).toBe(0);
    expect(restartDelayMs(1)).toBe(0);
    expect(restartDelayMs(2)).toBe(100);
    expect(restartDelayMs(50)).toBe(2_000);
  });
});

describe("commands", () => {
  const command = { file: "/bin/x", args: ["-a"], env: {}, descriptors: [], privileges: ["--reuid=1"] };

  test("are killed by the kernel when the supervisor ends", () => {
    expect(guardCommand(command, true)).toEqual({
      file: "setpriv",
      args: ["--pdeathsig", "KILL", "--reuid=1", "--", "/bin/x", "-a"],
    });
  });

  test("run unguarded where there is no setpriv", () => {
    expect(guardCommand(command, false)).toEqual({ file: "/bin/x", args: ["-a"] });
  });
});

describe("the directory of the sockets", () => {
  test("lies with the data where the path is short enough", () => {
    expect(runDirectoryOf("/srv/hotswap")).toBe("/srv/hotswap/run");
  });

  test("is a short one, always the same, where it is too long for a socket", () => {
    const root = `/srv/${"x".repeat(100)}`;
    expect(runDirectoryOf(root, "/tmp")).toMatch(/^\/tmp\/hotswap-\d+-[0-9a-f]{16}$/);
    expect(runDirectoryOf(root, "/tmp")).toBe(runDirectoryOf(root, "/tmp"));
  });
});

describe("the warning of few descriptors", () => {
  const limits = (soft: string) =>
    `Limit  Soft Limit  Hard Limit  Units\nMax open files            ${soft}  524288  files\n`;

  test("says for how many websites they are enough", () => {
    expect(warnOfFewDescriptors(limits("1024"))).toContain("about 341 active websites");
  });

  test("is not given for enough, or for no limit", () => {
    expect(warnOfFewDescriptors(limits("4096"))).toBeNull();
    expect(warnOfFewDescriptors(limits("unlimited"))).toBeNull();
  });
});

describe("the sum of the tests", () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

  test("is what the report says", () => {
    expect(countTests(report, true)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });

  test("counts a file that could not be loaded as failed", () => {
    const unloaded = { ...report, testResults: [{ status: "failed", assertionResults: [] }] };
    expect(countTests(unloaded, false)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  test("is never without a failure when the run went wrong", () => {
    expect(countTests(report, false).failed).toBe(1);
    expect(countTests(null, false).failed).toBe(1);
  });
});
