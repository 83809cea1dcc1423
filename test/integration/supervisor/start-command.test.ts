import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localFetch } from "#supervisor/index.ts";
import type { LocalFileInput } from "#supervisor/local-file.ts";
import { eventually } from "#test/support/eventually.ts";
import { askForUnknownSite, makeDataDirectory, removeDataDirectory } from "#test/support/platform.ts";
import { processesOf } from "#test/support/processes-of.ts";
import { signInTo } from "#test/support/sign-in.ts";
import { runStartCommand, type StartCommand } from "#test/support/start-command.ts";

describe("npm start", () => {
  let directory: string;
  let started: StartCommand[];
  const start = (env: Readonly<Record<string, string>> = {}, dataDirectory = directory) => {
    const command = runStartCommand(dataDirectory, env);
    started.push(command);
    return command;
  };
  const noneLeft = () => eventually("no process is left", () => processesOf(directory).length === 0, 10_000);

  beforeEach(() => {
    directory = makeDataDirectory();
    started = [];
  });
  afterEach(async () => {
    for (const command of started) command.kill("SIGKILL");
    await noneLeft();
    removeDataDirectory(directory);
  });

  test.for(["SIGTERM", "SIGINT"] as const)("%s ends it with code 0 and leaves no process", async (signal) => {
    const command = start();
    await command.running();
    command.kill(signal);
    expect(await command.ended).toBe(0);
    expect(processesOf(directory)).toEqual([]);
  });

  test("SIGTERM while it starts ends it too", async () => {
    const command = start();
    await eventually("something was started", () => processesOf(directory).length > 1);
    command.kill("SIGTERM");
    await command.ended;
    expect(processesOf(directory)).toEqual([]);
  });

  test("killed with SIGKILL, it leaves no process, and the next start serves", async () => {
    const command = start();
    await command.running();
    expect(processesOf(directory).length).toBeGreaterThan(4);
    command.kill("SIGKILL");
    await noneLeft();
    const next = start();
    expect(await askForUnknownSite(await next.running())).toBe(421);
  });

  test("killed again and again while it prepares the demo, the next start goes on and says as whom to sign in", async () => {
    const moments = ["Serving after", "Created"];
    for (const moment of moments) {
      const command = start();
      await eventually(`it says ${moment}`, () => command.output().includes(moment), 60_000);
      command.kill("SIGKILL");
      await noneLeft();
    }
    const command = start();
    await command.running();
    const { urls, logins } = JSON.parse(readFileSync(join(directory, "local.json"), "utf8")) as LocalFileInput;
    expect(urls.sites).toHaveLength(3);
    expect(logins.map(({ role }) => role)).toEqual([
      "platform-administrator",
      "owner",
      "editor",
      "owner",
      "editor",
      "operator",
    ]);
    for (const { tenantId, email, password } of logins.slice(0, -1)) {
      expect(command.output()).toContain(email);
      const { memberships } = await (await signInTo(urls.api, email!, password!)).whoAmI();
      expect(memberships.map((each: { tenantId: string }) => each.tenantId)).toEqual(
        tenantId === null ? [] : [tenantId],
      );
    }
    expect((await localFetch(urls.mails!)).status).toBe(303);

    command.kill("SIGTERM");
    await command.ended;
    const next = start();
    await next.running();
    expect(next.output()).not.toContain("Created");
    const again = JSON.parse(readFileSync(join(directory, "local.json"), "utf8")) as LocalFileInput;
    expect(again.logins).toEqual(logins);
    expect(again.urls.sites.map(({ websiteId }) => websiteId)).toEqual(urls.sites.map(({ websiteId }) => websiteId));
    // Four starts, on whatever machine.
  }, 240_000);

  test("a start right after a SIGKILL waits for what is left of the killed one", async () => {
    const command = start();
    await command.running();
    command.kill("SIGKILL");
    expect(await askForUnknownSite(await start().running())).toBe(421);
  });

  test("a second start on the same data is refused with one sentence that names the holder", async () => {
    const command = start();
    const port = await command.running();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output().trim()).toMatch(
      /^This data is in use by process \d+.*\. Stop that platform first, or choose another HOTSWAP_DATA\.$/,
    );
    expect(second.output()).toContain(String(command.pid));
    expect(await askForUnknownSite(port)).toBe(421);
  });

  test("a PORT that is taken is refused with a sentence that names it", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as AddressInfo;
    const command = start({ PORT: String(port) });
    expect(await command.ended).toBe(1);
    expect(command.output().trim()).toBe(
      `Port ${port} is taken. Choose another with PORT, or leave PORT out to take a free one.`,
    );
    holder.close();
  });

  test("another number of state processes than at the first start is refused", async () => {
    const command = start({ HOTSWAP_STATES: "2" });
    await command.running();
    command.kill("SIGTERM");
    await command.ended;
    const second = start({ HOTSWAP_STATES: "3" });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("made for 2 state processes");
    expect(await askForUnknownSite(await start().running())).toBe(421);
  });

  test("settings that make no sense are all named", async () => {
    const command = start({ PORT: "many", HOTSWAP_EDGES: "0" });
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain("PORT must be");
    expect(command.output()).toContain("HOTSWAP_EDGES must be");
  });

  test("a directory that cannot hold the data is refused with a sentence that names it", async () => {
    const file = join(directory, "a-file");
    writeFileSync(file, "");
    const command = start({}, file);
    expect(await command.ended).toBe(1);
    expect(command.output()).toMatch(/^.*a-file cannot be used for the data: .*HOTSWAP_DATA\.\n$/);
  });

  test("files with secrets can be read by their owner only", async () => {
    await start().running();
    await eventually("the database is made", () => existsSync(join(directory, "data/postgres")), 30_000);
    const secrets = ["platform-token", "control-plane-secret", "postgres-password", "master-keys"];
    const modeOf = (name: string) => statSync(join(directory, name)).mode & 0o777;
    for (const name of [...secrets, "demo-password", "local.json"]) expect(modeOf(name)).toBe(0o600);
    for (const name of ["run", "logs", "build", "mails", "data/objects", "data/postgres"])
      expect(modeOf(name)).toBe(0o700);
  });
});
