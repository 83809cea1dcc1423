import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { createSite, failureOf, post, stubOf, uploadTheme, valueOf } from "./site.ts";

describe("activating a change", () => {
  test("that names the release to be replaced is refused once another is active, which it is told", async () => {
    const { change, activate, publish, describe: now, titles } = await createSite();
    const { activeReleaseId: base } = await now();
    const { changeId } = await change({ put: [post("x")] });
    const { releaseId } = await publish(post("y"));
    const refused = failureOf(await activate(changeId, { replaces: base }));
    expect(refused).toMatchObject({ code: "release-not-active", facts: { activeReleaseId: releaseId } });
    expect(await titles()).toEqual({ y: "y" });
    valueOf(await activate(changeId, { replaces: releaseId }));
    expect(await titles()).toEqual({ x: "x", y: "y" });
  });

  test("by many at once that name the same release to be replaced succeeds for exactly one", async () => {
    const { change, activate, describe: now, titles } = await createSite();
    const { activeReleaseId: replaces } = await now();
    const changes = await Promise.all(["a", "b", "c", "d"].map((id) => change({ put: [post(id)] })));
    const results = await Promise.all(changes.map(({ changeId }) => activate(changeId, { replaces })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results.filter(({ ok }) => !ok)) {
      expect(failureOf(result)).toMatchObject({
        code: "release-not-active",
        facts: { activeReleaseId: (await now()).activeReleaseId },
      });
    }
    expect(Object.keys(await titles())).toHaveLength(1);
  });

  test("made on an older base keeps what was activated since: a theme, and other documents", async () => {
    const { stub, change, placed, activate, titles } = await createSite();
    const theme = await uploadTheme("other");
    const mine = await change({ put: [post("mine")], leaves: { themeSettings: { colour: "teal" } } });
    await placed({ leaves: { theme }, put: [post("theirs")] });
    const { releaseId } = valueOf(await activate(mine.changeId));
    expect(await titles()).toEqual({ mine: "mine", theirs: "theirs" });
    expect(valueOf(await stub.readRelease(releaseId))).toMatchObject({
      themeDigest: theme,
      themeSettings: { colour: "teal" },
    });
  });

  test("that edits a document edited since is refused, naming it, and changes nothing", async () => {
    const { change, activate, publish, describe: now } = await createSite();
    await publish(post("x", "first"), post("y"));
    const { changeId } = await change({ put: [post("x", "mine"), post("y", "mine")] });
    await publish(post("x", "theirs"));
    const before = await now();
    const { code, facts } = failureOf(await activate(changeId));
    expect(code).toBe("change-conflict");
    expect(facts!.conflicts).toEqual([expect.stringMatching(/^content: .*x/)]);
    expect(await now()).toEqual(before);
  });

  test("that puts a document where another was put since is refused, naming the path", async () => {
    const { change, activate, publish, titles } = await createSite();
    const { changeId } = await change({ put: [{ ...post("mine"), path: "/here" }] });
    await publish({ ...post("theirs"), path: "/here" });
    const { code, facts } = failureOf(await activate(changeId));
    expect(code).toBe("change-conflict");
    expect(facts!.conflicts).toContainEqual(expect.stringContaining("/here"));
    expect(await titles()).toEqual({ theirs: "theirs" });
  });

  test("to a theme conflicts with another theme, and not with the same one", async () => {
    const { change, activate, placed } = await createSite();
    const [mine, theirs] = [await uploadTheme("mine"), await uploadTheme("theirs")];
    const first = await change({ leaves: { theme: mine } });
    await placed({ leaves: { theme: theirs } });
    expect(failureOf(await activate(first.changeId)).facts).toMatchObject({ conflicts: ["theme"] });
    const second = await change({ leaves: { theme: mine } });
    await placed({ leaves: { theme: mine, themeSettings: { a: 1 } } });
    valueOf(await activate(second.changeId));
  });

  test("twice under one deployment id is once, also at once, and also after a restart", async () => {
    const { stub, change, activate, history, describe: now } = await createSite();
    const { changeId } = await change({ put: [post("x")] });
    const deploymentId = crypto.randomUUID();
    const both = await Promise.all([1, 2, 3].map(() => activate(changeId, { deploymentId })));
    const [first, ...others] = both.map(valueOf);
    for (const other of others) expect(other).toEqual(first);
    const { serving } = await now();
    await evictDurableObject(stub);
    expect(valueOf(await activate(changeId, { deploymentId }))).toEqual(first);
    expect((await now()).serving).toEqual(serving);
    expect((await history()).map((deployment) => deployment.deploymentId === deploymentId)).toEqual([true, false]);
  });

  test("under the id of another deployment is refused, and never answered with that one", async () => {
    const { stub, change, activate, describe: now } = await createSite();
    const first = await change({ put: [post("x")] });
    const second = await change({ put: [post("y")] });
    const { deploymentId } = valueOf(await activate(first.changeId));
    const before = await now();
    expect(failureOf(await activate(second.changeId, { deploymentId })).code).toBe("deployment-exists");
    const rollback = await stub.rollback({ deploymentId, undoes: deploymentId, message: "" });
    expect(failureOf(rollback).code).toBe("deployment-exists");
    expect(await now()).toEqual(before);
  });

  test("ten times at once keeps every one's documents, in one order, one version each", async () => {
    const { stub, change, activate, describe: now, titles, history, shown } = await createSite();
    const ids = Array.from({ length: 10 }, (_, index) => `d${index}`);
    const changes = await Promise.all(ids.map((id) => change({ put: [post(id)] })));
    const { version } = (await now()).serving;
    const placed = (await Promise.all(changes.map(({ changeId }) => activate(changeId)))).map(valueOf);
    expect(Object.keys(await titles())).toEqual(ids);
    expect((await now()).serving.version).toBe(version + ids.length);

    const deployments = (await history()).toReversed();
    for (const [index, deployment] of deployments.entries()) {
      expect(deployment.previousReleaseId).toBe(index === 0 ? null : deployments[index - 1]!.releaseId);
    }
    const order = deployments
      .slice(1)
      .map(({ deploymentId }) => placed.findIndex((each) => each.deploymentId === deploymentId));
    for (const [index, deployment] of deployments.slice(1).entries()) {
      const own = await Promise.all(order.map((which) => shown(deployment.releaseId, ids[which]!)));
      expect(own).toEqual(order.map((which, position) => (position <= index ? ids[which] : null)));
    }
    expect(valueOf(await stub.listDeployments({ limit: 3 })).items).toEqual(deployments.toReversed().slice(0, 3));
  });

  test("of another website's making, or of none, is not found", async () => {
    const [here, there] = [await createSite(), await createSite()];
    const { changeId } = await there.change({ put: [post("x")] });
    expect(failureOf(await here.activate(changeId)).code).toBe("change-not-found");
    const nowhere = stubOf(crypto.randomUUID());
    const call = { deploymentId: crypto.randomUUID(), changeId, message: "" };
    expect(failureOf(await nowhere.activate(call)).code).toBe("website-not-found");
  });
});
