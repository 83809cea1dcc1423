import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import { documentRecord, termRecord } from "./content-fixtures.ts";
import { createSite, failureOf, rows, runDeadline, valueOf, type Stub } from "./site.ts";

const dayMs = 86_400_000;

async function siteWithBranch() {
  const site = await createSite();
  await site.publishRecords(documentRecord("kept"));
  const branchId = crypto.randomUUID();
  valueOf(await site.stub.createBranch({ branchId }));
  const edit = (batch: number, put: ContentRecord[], remove: RecordRef[] = []) =>
    site.stub.editBranch({ branchId, batch, put, delete: remove });
  return { ...site, branchId, edit };
}

/** Makes branches older, then lets the sweep come by. */
async function sweepAfter(stub: Stub, ms: number): Promise<void> {
  await runInDurableObject<never, void>(stub as never, (_, { storage }) => {
    for (const table of ["branches", "changes", "releases"]) {
      storage.sql.exec(`UPDATE ${table} SET created_at_ms = created_at_ms - ?`, ms);
    }
  });
  for (let slices = 0; slices < 6; slices++) await runDeadline(stub, "sweep");
}

describe("a branch", () => {
  test("begins with the active content, and answers as before when it is begun again", async () => {
    const { stub, branchId, edit } = await siteWithBranch();
    const begun = valueOf(await stub.describeBranch(branchId));
    expect(begun).toMatchObject({ applied: 0, changeId: null });
    expect(begun.root).toBe(begun.base);
    const edited = valueOf(await edit(1, [documentRecord("new")]));
    expect(valueOf(await stub.createBranch({ branchId }))).toEqual(edited);
    expect(failureOf(await stub.describeBranch(crypto.randomUUID())).code).toBe("branch-not-found");
  });

  test("applies each batch once, in order, however often it is sent", async () => {
    const { stub, branchId, edit, titles } = await siteWithBranch();
    const first = valueOf(await edit(1, [documentRecord("a")]));
    expect(valueOf(await edit(1, [documentRecord("a")]))).toEqual(first);
    expect(failureOf(await edit(3, [documentRecord("c")]))).toMatchObject({
      code: "batch-out-of-order",
      facts: { applied: 1 },
    });
    await evictDurableObject(stub);
    const second = valueOf(await edit(2, [documentRecord("b")], [{ kind: "document", id: "kept" }]));
    expect(second.applied).toBe(2);
    expect(valueOf(await edit(1, [documentRecord("a", { title: "late" })]))).toEqual(second);
    expect(valueOf(await stub.describeBranch(branchId))).toEqual(second);
    expect(await titles()).toEqual({ kept: "kept" });
  });

  test("begun with nothing takes the place of all there was, with the leaves that it is closed with, once", async () => {
    const { stub, titles } = await siteWithBranch();
    const before = valueOf(await stub.describe());
    const branchId = crypto.randomUUID();
    const begun = valueOf(await stub.createBranch({ branchId, isEmpty: true }));
    expect(begun.base).toBe(before.leaves.content);
    expect(begun.root).not.toBe(begun.base);
    valueOf(await stub.editBranch({ branchId, batch: 1, put: [documentRecord("only")], delete: [] }));
    const { configuration } = valueOf(await stub.readContents("active"));
    const leaves = { configuration: { ...configuration, title: "Another" } };
    const change = valueOf(await stub.closeBranch(branchId, leaves));
    expect(Object.keys(change.replaces).toSorted()).toEqual(["configuration", "content"]);
    expect(valueOf(await stub.closeBranch(branchId, leaves))).toEqual(change);
    valueOf(await stub.activate({ deploymentId: crypto.randomUUID(), changeId: change.changeId, message: "" }));
    expect(await titles()).toEqual({ only: "only" });
    const after = valueOf(await stub.readContents("active"));
    expect(after.configuration).toEqual(leaves.configuration);
    const { releaseId } = after;
    const page = valueOf(await stub.listReleaseRecords({ releaseId, kind: "document", limit: 10 }));
    expect(page.items.map(({ value }) => value)).toMatchObject([{ documentId: "only" }]);
    expect(failureOf(await stub.readContents("0".repeat(64))).code).toBe("release-not-found");
  });

  test("leaves no trace of a batch that is refused", async () => {
    const { stub, branchId, edit } = await siteWithBranch();
    const before = valueOf(await stub.describeBranch(branchId));
    const refused = failureOf(await edit(1, [documentRecord("a"), termRecord("t", { path: "/kept" })]));
    expect(refused).toMatchObject({
      code: "invalid-record",
      facts: { path: "/kept", records: ["document:kept", "term:t"] },
    });
    expect(failureOf(await edit(1, [], [{ kind: "term", id: "gone" }])).code).toBe("record-not-found");
    expect(valueOf(await stub.describeBranch(branchId))).toEqual(before);
    expect(valueOf(await edit(1, [documentRecord("a")])).applied).toBe(1);
  });

  test("tells who is at which path in it", async () => {
    const { stub, branchId, edit } = await siteWithBranch();
    await edit(1, [termRecord("t"), documentRecord("draft", { status: "draft" })]);
    const { holders } = valueOf(
      await stub.lookupPaths({ branchId, paths: ["/kept", "/category/t", "/draft", "/nowhere"] }),
    );
    expect(holders).toEqual({ "/kept": { kind: "document", id: "kept" }, "/category/t": { kind: "term", id: "t" } });
  });

  test("becomes one change, the same whenever it is asked for, and takes no further batches", async () => {
    const { stub, branchId, edit, activate, titles } = await siteWithBranch();
    expect(failureOf(await stub.closeBranch(branchId)).code).toBe("nothing-changed");
    valueOf(await edit(1, [documentRecord("a"), documentRecord("b")]));
    const change = valueOf(await stub.closeBranch(branchId));
    expect(valueOf(await stub.closeBranch(branchId))).toEqual(change);
    expect(failureOf(await edit(2, [documentRecord("c")])).code).toBe("branch-closed");
    expect(valueOf(await edit(1, [])).changeId).toBe(change.changeId);
    valueOf(await activate(change.changeId));
    expect(await titles()).toEqual({ kept: "kept", a: "a", b: "b" });
  });

  test("is merged with what was published meanwhile, or conflicts where both changed one record", async () => {
    const { stub, branchId, edit, activate, titles, publishRecords } = await siteWithBranch();
    await edit(1, [documentRecord("a")]);
    await publishRecords(documentRecord("meanwhile"));
    const { changeId } = valueOf(await stub.closeBranch(branchId));
    valueOf(await activate(changeId));
    expect(await titles()).toEqual({ kept: "kept", a: "a", meanwhile: "meanwhile" });
    const other = crypto.randomUUID();
    valueOf(await stub.createBranch({ branchId: other }));
    const put = [documentRecord("a", { title: "branch" })];
    valueOf(await stub.editBranch({ branchId: other, batch: 1, put, delete: [] }));
    await publishRecords(documentRecord("a", { title: "published" }));
    const conflicting = valueOf(await stub.closeBranch(other));
    expect(conflicting.releaseId).toBeNull();
    expect(failureOf(await activate(conflicting.changeId)).code).toBe("change-conflict");
  });
});

describe("dropping a branch", () => {
  test("takes its change and the previews of it along, and may be repeated", async () => {
    const { stub, branchId, edit, activate } = await siteWithBranch();
    await edit(1, [documentRecord("a")]);
    const { changeId } = valueOf(await stub.closeBranch(branchId));
    const { token } = valueOf(await stub.createPreview({ changeId, expiresInMs: dayMs }));
    valueOf(await stub.openPreview(token));
    for (let time = 0; time < 2; time++) expect(valueOf(await stub.dropBranch(branchId))).toEqual({ branchId });
    expect(failureOf(await stub.getChange(changeId)).code).toBe("change-not-found");
    expect(failureOf(await activate(changeId)).code).toBe("change-not-found");
    expect(failureOf(await stub.openPreview(token)).code).toBe("preview-not-found");
    expect(failureOf(await edit(2, [])).code).toBe("branch-not-found");
  });

  test("leaves a change that was placed, is being rolled out or is another branch's", async () => {
    const { stub, branchId, edit, activate } = await siteWithBranch();
    const twin = crypto.randomUUID();
    valueOf(await stub.createBranch({ branchId: twin }));
    await edit(1, [documentRecord("a")]);
    valueOf(await stub.editBranch({ branchId: twin, batch: 1, put: [documentRecord("a")], delete: [] }));
    const { changeId } = valueOf(await stub.closeBranch(branchId));
    expect(valueOf(await stub.closeBranch(twin)).changeId).toBe(changeId);
    valueOf(await stub.dropBranch(branchId));
    valueOf(await stub.getChange(changeId));
    valueOf(await stub.setRollout({ candidate: { changeId, weight: 10 } }));
    valueOf(await stub.dropBranch(twin));
    valueOf(await stub.getChange(changeId));
    valueOf(await activate(changeId));
    valueOf(await stub.getChange(changeId));
  });

  test("happens by itself after a week; until then its content is kept, and afterwards it is gone", async () => {
    const { stub, branchId, edit } = await siteWithBranch();
    await edit(1, [documentRecord("a"), documentRecord("b")]);
    await sweepAfter(stub, 7 * dayMs - 60_000);
    expect(
      valueOf(await edit(2, [documentRecord("a", { title: "again" })], [{ kind: "document", id: "b" }])).applied,
    ).toBe(2);
    await sweepAfter(stub, 120_000);
    expect(failureOf(await stub.describeBranch(branchId)).code).toBe("branch-not-found");
    const [left] = await rows<{ n: number }>(stub, "SELECT count(*) AS n FROM records");
    expect(left!.n).toBe(1);
  });
});
