import { describe, expect, test } from "vitest";
import { configuration, createSite, failureOf, post, uploadTheme, valueOf } from "./site.ts";

const nothing = { put: [], delete: [] };
const none = { leaves: {}, documents: nothing, records: nothing };

describe("a change", () => {
  test("has the same id whenever it is made, and is found by it", async () => {
    const { stub, change } = await createSite();
    const first = await change({ leaves: { themeSettings: { a: 1, b: 2 } }, put: [post("x"), post("y")] });
    const again = await change({ leaves: { themeSettings: { b: 2, a: 1 } }, put: [post("y"), post("x")] });
    expect(again).toEqual(first);
    expect(valueOf(await stub.getChange(first.changeId))).toEqual(first);
    expect(Object.keys(first.replaces).toSorted()).toEqual(["content", "themeSettings"]);
  });

  test("names the same release on every website like this one", async () => {
    const sites = [await createSite(), await createSite()];
    const made = await Promise.all(sites.map(({ change }) => change({ put: [post("x")] })));
    expect(made[0]).toEqual(made[1]);
  });

  test("shows nothing until it is activated, then all of itself, and its release is the one foretold", async () => {
    const { change, activate, describe: now, titles } = await createSite();
    const before = await now();
    const { changeId, releaseId } = await change({ leaves: { themeSettings: { a: 1 } }, put: [post("x"), post("y")] });
    expect(await now()).toEqual(before);
    expect(await titles()).toEqual({});
    expect(valueOf(await activate(changeId)).releaseId).toBe(releaseId);
    expect(await titles()).toEqual({ x: "x", y: "y" });
    expect((await now()).leaves).not.toEqual(before.leaves);
  });

  test("that changes nothing is refused", async () => {
    const { stub, publish } = await createSite();
    await publish(post("x"));
    const same = [
      none,
      { ...none, documents: { put: [post("x")], delete: [] } },
      { ...none, leaves: { configuration } },
    ];
    for (const input of same) expect(failureOf(await stub.createChange(input)).code).toBe("invalid-request");
  });

  test("with documents that cannot be together is refused, naming them and the place", async () => {
    const { stub, publish } = await createSite();
    await publish(post("x"));
    const put = async (...documents: ReturnType<typeof post>[]) =>
      failureOf(await stub.createChange({ ...none, documents: { put: documents, delete: [] } }));
    expect(await put({ ...post("y"), path: "/x" })).toMatchObject({
      code: "invalid-record",
      facts: { path: "/x", records: ["document:x", "document:y"] },
    });
    expect(await put(post("y"), post("y", "twice"))).toMatchObject({ facts: { records: ["document:y"] } });
    const gone = await stub.createChange({ ...none, documents: { put: [], delete: ["nowhere"] } });
    expect(failureOf(gone)).toMatchObject({ code: "record-not-found", facts: { records: ["document:nowhere"] } });
  });

  test("to a theme that is not there is refused", async () => {
    const { stub } = await createSite();
    const theme = "1".repeat(64);
    const refused = failureOf(await stub.createChange({ ...none, leaves: { theme } }));
    expect(refused).toMatchObject({ code: "blob-not-found", facts: { digest: theme } });
  });

  test("of an older base foretells its release on the active one, or that it conflicts", async () => {
    const { stub, change, publish } = await createSite();
    const other = await change({ put: [post("x", "mine")] });
    await publish(post("y"));
    const rebased = valueOf(await stub.getChange(other.changeId));
    expect(rebased.releaseId).not.toBe(other.releaseId);
    await publish(post("x", "theirs"));
    expect(valueOf(await stub.getChange(other.changeId)).releaseId).toBeNull();
  });

  test("that is prepared rides on leases as a hint until the next swap", async () => {
    const { stub, change, publish, describe: now } = await createSite();
    const { changeId, releaseId } = await change({ leaves: { theme: await uploadTheme("prepared") } });
    const { serving } = await now();
    expect(valueOf(await stub.prepare(changeId))).toEqual({ releaseId });
    expect(valueOf(await stub.lease({ durationMs: 25 })).state).toEqual({ ...serving, hint: releaseId });
    expect(valueOf(await stub.readRelease(releaseId!)).theme.name).toBe("prepared");
    await publish(post("x"));
    expect((await now()).serving.hint).toBeNull();
  });
});
