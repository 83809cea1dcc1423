import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";
import { askForUnknownSite, startTestPlatform } from "#test/support/platform.ts";

describe("a part that is killed comes back by itself", () => {
  let platform: Awaited<ReturnType<typeof startTestPlatform>>;
  const pidOf = (name: string) => platform.processes.find((process) => process.name === name)?.pid ?? null;

  beforeAll(async () => {
    platform = await startTestPlatform({ edges: 2, postgres: true });
    await platform.untilHealthy();
  });
  afterAll(() => platform.dispose());

  test.for(["edge-0", "edge-1", "state-0", "plugin-host", "control-plane", "postgres"])(
    "%s, killed with SIGKILL, is another process that answers, and pages are served",
    async (name) => {
      const before = pidOf(name);
      platform.kill(name, "SIGKILL");
      await platform.untilHealthy(name);
      expect(pidOf(name)).not.toBe(before);
      await eventually(
        "a page is answered",
        async () => (await askForUnknownSite(platform.port).catch(() => 0)) === 421,
      );
      expect(platform.complaints.filter((sentence) => sentence.startsWith(`${name} ended`))).toHaveLength(1);
    },
  );

  test("a plugin host that hangs is killed within two seconds and comes back", async () => {
    const before = pidOf("plugin-host");
    const stoppedAtMs = performance.now();
    platform.kill("plugin-host", "SIGSTOP");
    await eventually("another plugin host", () => ![null, before].includes(pidOf("plugin-host")));
    expect(performance.now() - stoppedAtMs).toBeLessThan(2_500);
    await platform.untilHealthy("plugin-host");
  });

  test("while the database hangs, pages are served", async () => {
    platform.kill("postgres", "SIGSTOP");
    expect(await askForUnknownSite(platform.port)).toBe(421);
    platform.kill("postgres", "SIGCONT");
  });

  test("a restart that was asked for is orderly and no complaint", async () => {
    const before = pidOf("state-0");
    const complaints = platform.complaints.length;
    await platform.restart("state-0");
    expect(pidOf("state-0")).not.toBe(before);
    expect(platform.complaints).toHaveLength(complaints);
    expect(await askForUnknownSite(platform.port)).toBe(421);
  });
});
