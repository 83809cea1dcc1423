import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { createSite, failureOf, post, uploadTheme, valueOf } from "./site.ts";

/** A website with a post, half of whose visitors get another theme. */
async function createRollout() {
  const site = await createSite();
  await site.publish(post("old"));
  const theme = await uploadTheme("candidate");
  const { changeId, releaseId } = await site.change({ leaves: { theme } });
  valueOf(await site.stub.setRollout({ candidate: { changeId, weight: 5_000 } }));
  const serving = async () => (await site.describe()).serving;
  const candidateId = async () => (await serving()).candidate!.releaseId;
  return { ...site, theme, changeId, releaseId: releaseId!, serving, candidateId };
}

describe("a rollout", () => {
  test("puts candidate and weight on leases, moves, ends, and survives a restart", async () => {
    const { stub, changeId, releaseId, serving } = await createRollout();
    const { version, activeReleaseId } = await serving();
    await evictDurableObject(stub);
    expect(await serving()).toMatchObject({ candidate: { releaseId, weight: 5_000 }, version, activeReleaseId });
    const moved = valueOf(await stub.setRollout({ candidate: { changeId, weight: 10_000 } }));
    expect(moved.version).toBe(version + 1);
    expect(valueOf(await stub.lease({ durationMs: 25 })).state).toEqual(await serving());
    valueOf(await stub.setRollout({ candidate: null }));
    expect(await serving()).toMatchObject({ candidate: null, activeReleaseId, version: version + 2 });
  });

  test("gets what is published meanwhile on both sides, in one step", async () => {
    const { stub, theme, publish, serving, candidateId, shown } = await createRollout();
    const { version } = await serving();
    const { releaseId: active } = await publish(post("new"));
    const candidate = await candidateId();
    expect((await serving()).version).toBe(version + 1);
    for (const side of [active, candidate]) {
      expect([await shown(side, "old"), await shown(side, "new")]).toEqual(["old", "new"]);
    }
    const themes = await Promise.all([active, candidate].map((side) => stub.readRelease(side)));
    expect(themes.map((side) => valueOf(side).themeDigest === theme)).toEqual([false, true]);
  });

  test("gets a rollback on both sides too", async () => {
    const { publish, rollback, candidateId, shown, releaseId } = await createRollout();
    const published = await publish(post("new"));
    const { releaseId: active } = valueOf(await rollback(published.deploymentId));
    expect([await shown(active, "new"), await shown(await candidateId(), "new")]).toEqual([null, null]);
    expect(await candidateId()).toBe(releaseId);
  });

  test("ends when its change is promoted, with all that was published meanwhile", async () => {
    const { changeId, theme, publish, activate, candidateId, describe: now, titles } = await createRollout();
    await publish(post("new"));
    const candidate = await candidateId();
    const promoted = valueOf(await activate(changeId));
    expect(promoted.releaseId).toBe(candidate);
    expect(await now()).toMatchObject({
      activeReleaseId: candidate,
      leaves: { theme },
      serving: { candidate: null },
    });
    expect(await titles()).toEqual({ new: "new", old: "old" });
  });

  test("refuses a change that fits only one side, and changes neither", async () => {
    const { placed, change, activate, serving } = await createRollout();
    const before = await serving();
    const { changeId } = await change({ leaves: { theme: await uploadTheme("third") } });
    expect(failureOf(await activate(changeId))).toMatchObject({
      code: "change-conflict",
      detail: expect.stringContaining("rollout"),
    });
    expect(await serving()).toEqual(before);
    await placed({ leaves: { themeSettings: { a: 1 } } });
    expect((await serving()).candidate).not.toBeNull();
  });

  test("of a change that is unknown or conflicts is refused", async () => {
    const { stub, change, placed } = await createSite();
    const unknown = await stub.setRollout({ candidate: { changeId: "b".repeat(64), weight: 1 } });
    expect(failureOf(unknown).code).toBe("change-not-found");
    const { changeId } = await change({ put: [post("x", "mine")] });
    await placed({ put: [post("x", "theirs")] });
    const conflicting = await stub.setRollout({ candidate: { changeId, weight: 1 } });
    expect(failureOf(conflicting).code).toBe("change-conflict");
  });
});
