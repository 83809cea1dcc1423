import { describe, expect, test } from "vitest";
import { createSite, failureOf, post, uploadTheme, valueOf } from "./site.ts";

describe("rolling back a deployment", () => {
  test("of a theme puts the theme back and keeps the week's posts", async () => {
    const { placed, publish, rollback, describe: now, titles } = await createSite();
    await publish(post("monday"));
    const { theme: before } = (await now()).leaves;
    const tuesday = await placed({ leaves: { theme: await uploadTheme("tuesday") } });
    await publish(post("wednesday"));
    await publish(post("monday", "corrected"));
    const undone = valueOf(await rollback(tuesday.deploymentId));
    expect(undone).toMatchObject({ kind: "rollback", undoes: tuesday.deploymentId });
    expect((await now()).leaves.theme).toBe(before);
    expect(await titles()).toEqual({ monday: "corrected", wednesday: "wednesday" });
  });

  test("of documents keeps other documents, and brings deleted ones back", async () => {
    const { placed, publish, rollback, titles } = await createSite();
    await publish(post("edited", "before"), post("deleted"), post("kept"));
    const deployment = await placed({ put: [post("edited", "after"), post("added")], remove: ["deleted"] });
    await publish(post("later"), post("kept", "changed"));
    valueOf(await rollback(deployment.deploymentId));
    expect(await titles()).toEqual({ edited: "before", deleted: "deleted", kept: "changed", later: "later" });
  });

  test("is refused where the same document was changed since, naming it", async () => {
    const { publish, rollback, titles } = await createSite();
    await publish(post("x", "first"));
    const second = await publish(post("x", "second"));
    await publish(post("x", "third"));
    const { code, facts } = failureOf(await rollback(second.deploymentId));
    expect(code).toBe("change-conflict");
    expect(facts!.conflicts).toEqual([expect.stringMatching(/^content: .*x/)]);
    expect(await titles()).toEqual({ x: "third" });
  });

  test("twice in a row, the second undoing the first, leads back to the same release", async () => {
    const { publish, rollback, describe: now } = await createSite();
    const published = await publish(post("x"));
    const undone = valueOf(await rollback(published.deploymentId));
    expect(undone.releaseId).toBe(published.previousReleaseId);
    const redone = valueOf(await rollback(undone.deploymentId));
    expect(redone.releaseId).toBe(published.releaseId);
    expect((await now()).activeReleaseId).toBe(published.releaseId);
  });

  test("that is unknown, or was the first of all, is not found", async () => {
    const { rollback, history } = await createSite();
    const [initial] = await history();
    for (const id of [initial!.deploymentId, crypto.randomUUID()]) {
      expect(failureOf(await rollback(id)).code).toBe("deployment-not-found");
    }
  });
});

describe("restoring a release", () => {
  test("brings every leaf back under the release's own id, once it is activated", async () => {
    const { stub, placed, publish, activate, describe: now, titles } = await createSite();
    const { releaseId } = await placed({ put: [post("earlier")], leaves: { themeSettings: { colour: "teal" } } });
    const { leaves } = await now();
    await placed({ leaves: { theme: await uploadTheme("since"), themeSettings: {} }, remove: ["earlier"] });
    await publish(post("since"));
    const restored = valueOf(await stub.restore(releaseId));
    expect(restored.releaseId).toBe(releaseId);
    expect(await titles()).toEqual({ since: "since" });
    valueOf(await activate(restored.changeId));
    expect(await now()).toMatchObject({ activeReleaseId: releaseId, leaves });
    expect(await titles()).toEqual({ earlier: "earlier" });
  });

  test("that the website never had is refused", async () => {
    const { stub } = await createSite();
    expect(failureOf(await stub.restore("a".repeat(64))).code).toBe("release-not-found");
  });
});
