import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import {
  createSite,
  failureOf,
  post,
  rows,
  runDeadline,
  themeAssetOf,
  uploadTheme,
  valueOf,
  type Stub,
} from "./site.ts";

const weekMs = 7 * 86_400_000;

/** Makes all that the website holds older by that much, then sweeps to the end. */
async function sweepAfter(stub: Stub, ms: number): Promise<void> {
  await exec(stub, "UPDATE changes SET created_at_ms = created_at_ms - ?", ms);
  await exec(stub, "UPDATE releases SET created_at_ms = created_at_ms - ?", ms);
  for (let slices = 0; slices < 20; slices++) {
    await runDeadline(stub, "sweep");
    const [next] = await rows<{ at_ms: number }>(stub, "SELECT at_ms FROM deadlines WHERE name = 'sweep'");
    if (next!.at_ms > Date.now() + 3_600_000) return;
  }
  throw new Error("the sweep does not come to an end");
}

function exec(stub: Stub, query: string, ...values: SqlStorageValue[]): Promise<void> {
  return runInDurableObject<never, void>(stub as never, (_, { storage }) => void storage.sql.exec(query, ...values));
}

async function count(stub: Stub, table: string): Promise<number> {
  return (await rows<{ n: number }>(stub, `SELECT count(*) AS n FROM ${table}`))[0]!.n;
}

/** A release with a theme and a document of its own that no one names any more: it was only prepared. */
async function createForgotten() {
  const site = await createSite();
  await site.publish(post("kept"));
  const counts = async () =>
    Promise.all(
      ["changes", "releases", "leaf_values", "theme_assets", "records"].map((each) => count(site.stub, each)),
    );
  const before = await counts();
  const theme = await uploadTheme("forgotten");
  const forgotten = await site.change({ leaves: { theme }, put: [post("forgotten")] });
  valueOf(await site.stub.prepare(forgotten.changeId));
  await site.publish(post("kept", "again"));
  return { ...site, forgotten, counts, before };
}

describe("the sweep", () => {
  test("keeps an old change that was just made again", async () => {
    const { stub, change, activate } = await createSite();
    const made = () => change({ put: [post("x")] });
    const { changeId } = await made();
    await exec(stub, "UPDATE changes SET created_at_ms = created_at_ms - ?", weekMs + 60_000);
    expect((await made()).changeId).toBe(changeId);
    await sweepAfter(stub, 0);
    valueOf(await activate(changeId));
  });

  test("forgets what nothing names once it is a week old: changes, releases, themes, assets, documents", async () => {
    const { stub, forgotten, counts, before, history } = await createForgotten();
    const asset = themeAssetOf("forgotten");
    valueOf(await stub.readAsset(asset));
    await sweepAfter(stub, weekMs + 60_000);
    expect(failureOf(await stub.getChange(forgotten.changeId)).code).toBe("change-not-found");
    expect(failureOf(await stub.readRelease(forgotten.releaseId!)).code).toBe("release-not-found");
    expect(failureOf(await stub.readAsset(asset)).code).toBe("asset-not-found");
    const [, releases, values, assets, documents] = before;
    expect(await counts()).toEqual([0, releases! + 1, values, assets, documents! + 1]);
    expect(await history()).toHaveLength(3);
  });

  test("keeps what is younger than a week", async () => {
    const { stub, forgotten, counts, activate, titles } = await createForgotten();
    const before = await counts();
    await sweepAfter(stub, weekMs - 60_000);
    expect(await counts()).toEqual(before);
    valueOf(await activate(forgotten.changeId));
    expect(await titles()).toEqual({ forgotten: "forgotten", kept: "again" });
  });

  test("keeps every release of the history: each can be read, rolled back to and restored", async () => {
    const { stub, publish, rollback, placed, history, shown, titles, activate } = await createSite();
    await publish(post("a", "first"));
    const second = await placed({ leaves: { theme: await uploadTheme("second") }, put: [post("b")] });
    await placed({ leaves: { theme: await uploadTheme("third") }, remove: ["a"] });
    await publish(post("c"));
    await sweepAfter(stub, 2 * weekMs);
    await evictDurableObject(stub);
    for (const { releaseId } of await history()) valueOf(await stub.readRelease(releaseId));
    expect(await shown(second.releaseId, "a")).toBe("first");
    valueOf(await stub.readAsset(themeAssetOf("second")));
    valueOf(await rollback((await history())[1]!.deploymentId));
    expect(await titles()).toEqual({ a: "first", b: "b", c: "c" });
    const { changeId } = valueOf(await stub.restore(second.releaseId));
    expect(valueOf(await activate(changeId)).releaseId).toBe(second.releaseId);
  });

  test("forgets releases of deployments that are no longer among the latest", async () => {
    const { stub, publish, rollback, describe: now } = await createSite();
    const old = await publish(post("a", "old"));
    await publish(post("a", "new"));
    const { activeReleaseId } = await now();
    await exec(
      stub,
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
       INSERT INTO deployments (deployment_id, release_id, previous_release_id, deployment)
       SELECT 'later-' || i, ?1, ?1, '{}' FROM n`,
      activeReleaseId,
    );
    await sweepAfter(stub, 2 * weekMs);
    expect(failureOf(await stub.readRelease(old.releaseId)).code).toBe("release-not-found");
    expect(failureOf(await rollback(old.deploymentId)).code).toBe("deployment-not-found");
    expect(await count(stub, "records")).toBe(1);
    valueOf(await stub.readRelease(activeReleaseId));
  });

  test("keeps the change and the release of a rollout under way, however old", async () => {
    const { stub, change, publish, describe: now, shown } = await createSite();
    const { changeId } = await change({ put: [post("candidate")] });
    valueOf(await stub.setRollout({ candidate: { changeId, weight: 100 } }));
    await sweepAfter(stub, 2 * weekMs);
    await evictDurableObject(stub);
    await publish(post("later"));
    const { candidate } = (await now()).serving;
    expect([await shown(candidate!.releaseId, "candidate"), await shown(candidate!.releaseId, "later")]).toEqual([
      "candidate",
      "later",
    ]);
  });

  test("begins by itself with the website, and comes again every day", async () => {
    const { stub } = await createSite();
    const next = async () =>
      (await rows<{ at_ms: number }>(stub, "SELECT at_ms FROM deadlines WHERE name = 'sweep'"))[0]!.at_ms - Date.now();
    expect(await next()).toBeGreaterThan(86_000_000);
    await sweepAfter(stub, 0);
    expect(await next()).toBeGreaterThan(86_000_000);
  });
});

const inSweep = [
  "deployments",
  "leaf_values",
  "theme_assets",
  "records",
  "search_rows",
  "changes",
  "branches",
  "configuration_changes",
];

describe("what a deleted website was made of", () => {
  test("is kept for a month, and then forgotten but for the row that says so", async () => {
    const { input, stub, publish, describe: now } = await createSite();
    await publish(post("a"));
    await publish(post("b"));
    valueOf(await stub.createBranch({ branchId: "drafts" }));
    const by = { actor: { kind: "platform-token" }, origin: null } as const;
    const deploymentId = crypto.randomUUID();
    valueOf(await stub.configure({ deploymentId, base: null, edits: { flags: { a: true } }, message: "", by }));
    valueOf(await stub.setStatus("deleted"));
    const before = await now();
    const due = async () =>
      (await rows<{ at_ms: number }>(stub, "SELECT at_ms FROM deadlines WHERE name = 'erase'"))[0]?.at_ms;
    expect((await due())! - Date.now()).toBeGreaterThan(29 * 86_400_000);
    for (const table of inSweep) expect(await count(stub, table), table).toBeGreaterThan(0);
    for (let slices = 0; slices < 20 && (await due()) !== undefined; slices++) await runDeadline(stub, "erase");
    for (const table of inSweep) expect(await count(stub, table), table).toBe(0);
    expect(await count(stub, "releases")).toBe(1);
    await evictDurableObject(stub);
    expect(await now()).toEqual(before);
    expect(valueOf(await stub.create(input)).status).toBe("deleted");
  });

  test("is forgotten also where it was deleted in the middle of a sweep", async () => {
    const { stub, publish } = await createSite();
    for (let document = 0; document < 12; document++) await publish(post(`a${document}`));
    await runDeadline(stub, "sweep");
    expect(await count(stub, "content_marks")).toBeGreaterThan(0);
    valueOf(await stub.setStatus("deleted"));
    const isDue = async () => (await rows(stub, "SELECT 1 FROM deadlines WHERE name = 'erase'")).length > 0;
    for (let slices = 0; slices < 40 && (await isDue()); slices++) await runDeadline(stub, "erase");
    for (const table of [...inSweep, "content_nodes"]) expect(await count(stub, table), table).toBe(0);
  });

  test("goes at once where it is taken away with its tenant, also in the middle of being made", async () => {
    const { input, stub, publish } = await createSite();
    await publish(post("a"));
    expect(failureOf(await stub.takeAway(crypto.randomUUID())).code).toBe("website-not-found");
    valueOf(await stub.takeAway(input.tenantId));
    await expect.poll(() => count(stub, "records"), { timeout: 10_000 }).toBe(0);
    expect(await rows(stub, "SELECT hostname FROM hostname_claims")).toEqual([]);
  });
});
