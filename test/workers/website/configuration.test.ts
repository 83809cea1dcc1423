import { describe, expect, test } from "vitest";
import type { ConfigurationEdits } from "#domain/configuration/index.ts";
import type { ChangedBy } from "#domain/contracts/index.ts";
import { Outbox } from "#durable-objects/support/index.ts";
import { configureWebsite } from "#durable-objects/website/operations/configure-website.ts";
import { configuration, createSite, failureOf, post, valueOf, withContext } from "./site.ts";

const by: ChangedBy = { actor: { kind: "platform-token" }, origin: null };
const secret = "00000000-0000-4000-8000-000000000001";

async function configuredSite() {
  const site = await createSite();
  const { stub } = site;
  const read = async () => valueOf(await stub.readConfiguration());
  const configure = (edits: ConfigurationEdits, given: { base?: string | null; deploymentId?: string } = {}) =>
    stub.configure({ deploymentId: crypto.randomUUID(), base: null, message: "m", by, edits, ...given });
  const changes = async () => valueOf(await stub.listConfigurationChanges({ limit: 100 })).items;
  return { ...site, read, configure, changes };
}

describe("configuring a website", () => {
  test("changes what is named as one deployment, and the release that rendering reads", async () => {
    const { stub, configure, read, history, changes, describe: now } = await configuredSite();
    const before = await now();
    const done = valueOf(await configure({ settings: { title: "New" }, flags: { beta: true } }));
    const { flags, ...settings } = configuration;
    expect(done).toMatchObject({ settings: { ...settings, title: "New" }, flags: { ...flags, beta: true } });
    const after = await now();
    expect(after.leaves).toEqual({ ...before.leaves, configuration: done.digest });
    const [deployment] = await history();
    expect(deployment).toEqual(done.deployment);
    expect(deployment).toMatchObject({ kind: "change", message: "m", releaseId: after.activeReleaseId });
    const { digest, ...view } = await read();
    expect({ digest, ...view }).toEqual({ ...done, deployment: undefined });
    expect(valueOf(await stub.readRelease(after.activeReleaseId)).configuration).toMatchObject({ title: "New" });
    expect(await changes()).toEqual([
      {
        deploymentId: deployment!.deploymentId,
        kind: "change",
        undoes: null,
        at: deployment!.activatedAt,
        actor: by.actor,
        message: "m",
        differences: [
          { part: "flags.beta", after: true },
          { part: "title", before: "Bakery", after: "New" },
        ],
      },
    ]);
  });

  test("keeps what others changed since in other parts: no update is lost", async () => {
    const { configure, read } = await configuredSite();
    const { digest: base } = await read();
    const edits: ConfigurationEdits[] = [
      { settings: { title: "A" } },
      { settings: { language: "de" } },
      { flags: { a: true } },
      { flags: { b: true } },
      { environment: { PLAIN: { value: "1" }, KEY: { secret } } },
    ];
    const done = await Promise.all(edits.map((edit) => configure(edit, { base })));
    expect(done.map(({ ok }) => ok)).toEqual(edits.map(() => true));
    expect(await read()).toMatchObject({
      settings: { title: "A", language: "de" },
      flags: { a: true, b: true },
      environment: { PLAIN: { value: "1" }, KEY: { secret } },
    });
  });

  test("of two changes of one part made of the same state the second is refused, with both sides", async () => {
    const { configure, read, history } = await configuredSite();
    const { digest: base } = await read();
    const titles = ["A", "B", "C"];
    const done = await Promise.all(titles.map((title) => configure({ settings: { title } }, { base })));
    const won = titles.filter((_, index) => done[index]!.ok);
    expect(won).toHaveLength(1);
    const lost = done.find(({ ok }) => !ok)!;
    const { digest } = await read();
    expect(failureOf(lost)).toMatchObject({
      code: "edit-conflict",
      facts: { digest, conflicts: [{ part: "title", base: "Bakery", theirs: won[0] }] },
    });
    expect((await history()).filter(({ kind }) => kind === "change")).toHaveLength(1);
  });

  test("is idempotent by deployment: repeated it is answered as it was, also after others changed the same", async () => {
    const { configure, read, changes } = await configuredSite();
    const deploymentId = crypto.randomUUID();
    const first = valueOf(await configure({ settings: { title: "A" } }, { deploymentId }));
    await configure({ settings: { title: "B" } });
    expect(valueOf(await configure({ settings: { title: "A" } }, { deploymentId }))).toEqual(first);
    expect((await read()).settings.title).toBe("B");
    const other = await configure({ settings: { title: "C" } }, { deploymentId });
    expect(failureOf(other).code).toBe("deployment-exists");
    expect(await changes()).toHaveLength(2);
  });

  test("with the id of another deployment is refused", async () => {
    const { configure, publish } = await configuredSite();
    const { deploymentId } = await publish(post("x"));
    expect(failureOf(await configure({ flags: { a: true } }, { deploymentId })).code).toBe("deployment-exists");
  });

  test("to what it is already makes no deployment", async () => {
    const { configure, read, history } = await configuredSite();
    const before = await read();
    const same = valueOf(await configure({ settings: { title: "Bakery" }, flags: { gone: null } }));
    expect(same).toEqual({ ...before, deployment: null });
    expect(await history()).toHaveLength(1);
  });

  test("is refused where the whole would not be valid, naming what is too much", async () => {
    const { configure, read } = await configuredSite();
    const flags = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, true]));
    valueOf(await configure({ flags }));
    const { digest } = await read();
    const refused = failureOf(await configure({ flags: { "one-more": true } }));
    expect(refused).toMatchObject({ code: "invalid-request", facts: { faults: ["flags must be at most 200"] } });
    expect((await read()).digest).toBe(digest);
  });

  test("made of a state that is no longer kept, or that is no configuration, is refused", async () => {
    const { configure, describe: now } = await configuredSite();
    for (const base of ["0".repeat(64), (await now()).leaves.theme]) {
      expect(failureOf(await configure({ flags: { a: true } }, { base })).code).toBe("version-mismatch");
    }
  });

  test("reaches both sides of a rollout, and conflicts with one that changes the same", async () => {
    const { stub, change, configure, describe: now } = await configuredSite();
    const { changeId } = await change({ leaves: { configuration: { ...configuration, title: "Candidate" } } });
    valueOf(await stub.setRollout({ candidate: { changeId, weight: 5_000 } }));
    valueOf(await configure({ flags: { beta: true } }));
    const { serving } = await now();
    const shown = async (releaseId: string) => valueOf(await stub.readRelease(releaseId)).configuration;
    expect(await shown(serving.activeReleaseId)).toMatchObject({ title: "Bakery", flags: { beta: true } });
    expect(await shown(serving.candidate!.releaseId)).toMatchObject({ title: "Candidate", flags: { beta: true } });
    expect(failureOf(await configure({ settings: { title: "Other" } })).code).toBe("change-conflict");
  });
});

describe("rolling back a change of the configuration", () => {
  test("puts its parts back and keeps what was changed since in others", async () => {
    const { configure, rollback, read, changes } = await configuredSite();
    const { deployment } = valueOf(await configure({ settings: { title: "A" }, flags: { a: true } }));
    valueOf(await configure({ settings: { language: "de" }, flags: { b: true } }));
    const undone = valueOf(await rollback(deployment!.deploymentId));
    expect(await read()).toMatchObject({ settings: { title: "Bakery", language: "de" }, flags: { b: true } });
    expect((await read()).flags).toEqual({ b: true });
    const [last] = await changes();
    expect(last).toMatchObject({
      deploymentId: undone.deploymentId,
      undoes: deployment!.deploymentId,
      kind: "rollback",
    });
    expect(last!.differences.map(({ part }) => part)).toEqual(["flags.a", "title"]);
  });

  test("is refused where the same part was changed since, naming it", async () => {
    const { configure, rollback, read } = await configuredSite();
    const { deployment } = valueOf(await configure({ settings: { title: "A" }, flags: { a: true } }));
    valueOf(await configure({ settings: { title: "B" } }));
    const refused = failureOf(await rollback(deployment!.deploymentId));
    expect(refused).toMatchObject({ code: "change-conflict", facts: { conflicts: ["configuration: title"] } });
    expect((await read()).settings.title).toBe("B");
  });

  test("brings the version of a secret back that it had", async () => {
    const { configure, rollback, read } = await configuredSite();
    const next = secret.replace(/1$/, "2");
    valueOf(await configure({ environment: { KEY: { secret } } }));
    const { deployment } = valueOf(await configure({ environment: { KEY: { secret: next } } }));
    expect((await read()).environment).toEqual({ KEY: { secret: next } });
    valueOf(await rollback(deployment!.deploymentId));
    expect((await read()).environment).toEqual({ KEY: { secret } });
  });
});

describe("a change that replaces the configuration", () => {
  test("leaves variables as they are, and is in the history as well", async () => {
    const { configure, placed, read, changes } = await configuredSite();
    valueOf(await configure({ environment: { PLAIN: { value: "1" } } }));
    const { deploymentId } = await placed({ leaves: { configuration: { ...configuration, title: "New" } } });
    expect(await read()).toMatchObject({ settings: { title: "New" }, environment: { PLAIN: { value: "1" } } });
    const [last] = await changes();
    expect(last).toMatchObject({ deploymentId, actor: null, differences: [{ part: "title" }] });
  });

  test("is merged with what was configured since it was made", async () => {
    const { configure, change, activate, read } = await configuredSite();
    const { changeId } = await change({ leaves: { configuration: { ...configuration, title: "New" } } });
    valueOf(await configure({ flags: { a: true } }));
    valueOf(await activate(changeId));
    expect(await read()).toMatchObject({ settings: { title: "New" }, flags: { a: true } });
  });
});

describe("what is kept of changes of the configuration", () => {
  test("is given in pages, newest first", async () => {
    const { stub, configure } = await configuredSite();
    for (const title of ["A", "B", "C"]) valueOf(await configure({ settings: { title } }));
    const titles: unknown[] = [];
    for (let cursor: string | undefined; ;) {
      const page = valueOf(
        await stub.listConfigurationChanges({ limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
      );
      titles.push(...page.items.map(({ differences: [title] }) => title?.after));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect(titles).toEqual(["C", "B", "A"]);
  });

  test("names the versions of secrets, whatever a theme's settings look like", async () => {
    const { stub, configure, placed } = await configuredSite();
    valueOf(await configure({ environment: { KEY: { secret }, PLAIN: { value: "1" } } }));
    for (const environment of ["text", { a: "text", b: { secret: 1 }, c: ["text"] }]) {
      await placed({ leaves: { themeSettings: { environment } } });
    }
    expect(valueOf(await stub.listSecretVersions())).toEqual([secret]);
  });

  test("is told of by names alone", async () => {
    const { stub } = await configuredSite();
    const others = { CONTROL_PLANE: { fetch: async () => new Response() } as unknown as Fetcher };
    const edits: ConfigurationEdits = { environment: { PLAIN: { value: "hunter2" } } };
    const input = { deploymentId: crypto.randomUUID(), base: null, message: "", by, edits };
    await withContext(stub, others, async (context, { storage }) => {
      valueOf(await configureWebsite(context, input));
      context.alarms.cancel("deliver-events");
      const told = new Outbox(storage.sql).peek(100).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
      const event = { type: "configuration-changed", parts: ["environment.PLAIN"], by };
      expect(told.at(-1)).toMatchObject({ ...event, deploymentId: input.deploymentId });
      expect(JSON.stringify(told)).not.toContain("hunter2");
    });
  });
});
