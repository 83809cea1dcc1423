import { randomUUID } from "node:crypto";
import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#control-plane/database/index.ts";
import { EdgeUnavailable } from "#control-plane/drivers/edge/index.ts";
import { placeImportDraftsJob } from "#control-plane/jobs/place-import-drafts.ts";
import {
  dropDrafts,
  getImport,
  listReportLines,
  tryDrafts,
  type ImportRef,
  type ImportServices,
} from "#control-plane/services/imports/index.ts";
import { forgetDrafts, keepDrafts } from "#control-plane/services/imports/drafts/keep-drafts.ts";
import { noteDraft } from "#control-plane/services/imports/drafts/note-draft.ts";
import { insertReportLines } from "#control-plane/services/imports/record-batch.ts";
import { workingCopySchema, type NewDocument, type WorkingCopy } from "#domain/editing/index.ts";
import { importDrafts, imports } from "#migrations/schema/index.ts";
import { startDatabase, type TestDatabase } from "#test/integration/tenants/start-database.ts";

let tested: TestDatabase;
let database: Database;
const now = () => Date.UTC(2026, 10, 27);

beforeAll(async () => {
  tested = await startDatabase();
  ({ database } = tested);
});
afterAll(() => tested.stop());

const draftOf = (documentId: string, more: Partial<WorkingCopy> = {}) =>
  workingCopySchema.parse({
    ...{ documentId, type: "page", path: `/${documentId}`, title: documentId, body: { type: "doc", content: [] } },
    ...more,
  });

/** An import that was activated, with these drafts beside its content. */
async function activatedImport(drafts: readonly WorkingCopy[], status: "activated" | "ready" = "activated") {
  const ref = { importId: randomUUID(), tenantId: randomUUID(), websiteId: randomUUID() };
  const at = new Date(now());
  const file = { fileName: "a.zip", fileBytes: 1, fileSha256: "0".repeat(64), format: "archive" as const };
  const counts = { document: { taken: drafts.length } };
  await database.insert(imports).values({
    ...{ ...ref, ...file, status, counts, dryRun: false, fetchMedia: true, createdAt: at, updatedAt: at },
    ...{ reportLines: drafts.length, deploymentId: randomUUID() },
  });
  const brought = drafts.map((draft, index) => ({
    draft,
    kind: "draft" as const,
    place: `drafts/document.ndjson, line ${index + 1}`,
  }));
  const lines = brought.map(({ draft, place }) => ({
    ...{ outcome: "taken" as const, kind: "document" as const, id: draft.documentId, place, detail: "a draft" },
  }));
  await database.transaction((transaction) =>
    insertReportLines(transaction, ref.importId, { lines, reportLines: lines.length }),
  );
  await keepDrafts(database, ref.importId, brought);
  return ref;
}

/** A website that has these documents, and refuses what `refuses` says. */
function websiteWith(
  made: Map<string, string>,
  refuses: (document: NewDocument) => string | null = () => null,
  { isPlaced = true, edited = [] }: { isPlaced?: boolean; edited?: readonly string[] } = {},
) {
  const bringWorkingCopy: ImportServices["edge"]["bringWorkingCopy"] = async (_, { document, keepsPath }) => {
    const { documentId } = document;
    const path = keepsPath ? document.path : undefined;
    const detail = refuses(document);
    if (detail === "away") throw new EdgeUnavailable("it is away");
    if (detail !== null) return { ok: false, failure: { code: "invalid-record", detail } };
    const has = made.get(documentId);
    const copyAt = (at: string) => ({ ok: true as const, value: draftOf(documentId, { path: at }) });
    if (has !== undefined) return copyAt(has);
    if (path !== undefined && [...made.values()].includes(path)) {
      return { ok: false, failure: { code: "path-taken", detail: "There is something else." } };
    }
    made.set(documentId, path ?? `/free-${documentId}`);
    return copyAt(made.get(documentId)!);
  };
  const takeBackCopy: ImportServices["edge"]["takeBackCopy"] = async (_, { documentId }) => {
    const document = draftOf(documentId);
    if (edited.includes(documentId)) return { ok: true, value: { standing: "edited", document } };
    return { ok: true, value: made.delete(documentId) ? { standing: "taken-back", document } : { standing: "none" } };
  };
  const standingOf = async () => ({ ok: true as const, value: isPlaced ? "in-force" : "undone" });
  const isContentKnown = async () => ({ ok: true as const, value: true });
  return {
    database,
    now,
    edge: { bringWorkingCopy, takeBackCopy, isContentKnown, standingOf } as unknown as ImportServices["edge"],
  } as ImportServices;
}

const run = ({ importId }: ImportRef, services: ImportServices, isLastTry = false) =>
  placeImportDraftsJob(services, () => {}).run({ importId }, { signal: new AbortController().signal, isLastTry });

async function told(ref: ImportRef) {
  const found = await getImport({ database, now }, ref);
  const report = await listReportLines(database, ref, { limit: 200 });
  if (!found.ok || !report.ok) throw new Error("the import is gone");
  const { drafts, counts } = found.value;
  return { drafts, counts: counts["document"], lines: report.value.items };
}

const kept = ({ importId }: ImportRef) =>
  database
    .select()
    .from(importDrafts)
    .where(and(eq(importDrafts.importId, importId), isNotNull(importDrafts.document)))
    .orderBy(importDrafts.documentId);

test("what a website refuses is told in the report with the reason, is kept after the last try, and is made when it is tried again", async () => {
  const ref = await activatedImport([draftOf("a"), draftOf("b"), draftOf("c")]);
  expect((await told(ref)).drafts).toEqual({ waiting: 3, refused: 0 });
  const made = new Map<string, string>();
  const refusing = websiteWith(made, ({ documentId }) =>
    documentId === "b" ? "body.content[0]: the node callout is not known here" : null,
  );
  await expect(run(ref, refusing)).rejects.toThrow("refused 1");
  await run(ref, refusing, true);
  const after = await told(ref);
  expect(after).toMatchObject({ drafts: { waiting: 0, refused: 1 }, counts: { taken: 2, "left-out": 1 } });
  expect(after.lines.filter(({ outcome }) => outcome === "left-out")).toEqual([
    expect.objectContaining({
      id: "b",
      place: "drafts/document.ndjson, line 2",
      detail: expect.stringContaining("the node callout is not known here"),
    }),
  ]);
  expect(await kept(ref)).toMatchObject([{ documentId: "b", document: JSON.stringify(draftOf("b")) }]);

  expect(await tryDrafts(refusing, ref)).toMatchObject({ ok: true });
  expect(await tryDrafts(refusing, ref)).toMatchObject({ ok: true });
  const { rows } = await database.$client.query("select key from graphile_worker.jobs where key = $1", [
    `place-import-drafts:${ref.importId}`,
  ]);
  expect(rows).toHaveLength(1);
  await run(ref, websiteWith(made));
  expect(await told(ref)).toMatchObject({ drafts: { waiting: 0, refused: 0 }, counts: { taken: 3 } });
  expect((await told(ref)).counts).not.toHaveProperty("left-out");
  expect([...made.keys()]).toEqual(["a", "c", "b"]);
});

test("one that needs another is made after it, whatever their order", async () => {
  const ref = await activatedImport([draftOf("a", { parentId: "b" }), draftOf("b", { parentId: "c" }), draftOf("c")]);
  const made = new Map<string, string>();
  const lacks = ({ parentId }: NewDocument) =>
    parentId === null || parentId === undefined || made.has(parentId) ? null : `parentId: there is no ${parentId}`;
  await run(ref, websiteWith(made, lacks));
  expect([...made.keys()]).toEqual(["c", "b", "a"]);
  expect(await told(ref)).toMatchObject({ drafts: { waiting: 0, refused: 0 }, counts: { taken: 3 } });
});

test("a path that is another's is given up, which the report says; cut off before that was noted, the draft is found to be there", async () => {
  const ref = await activatedImport([draftOf("a"), draftOf("b")]);
  const made = new Map([["other", "/a"]]);
  const cutOff = websiteWith(made);
  const { importId } = ref;
  await cutOff.edge.bringWorkingCopy(ref, { document: draftOf("a"), over: null, importId, keepsPath: false });
  await run(ref, cutOff);
  const { lines, ...after } = await told(ref);
  expect(after).toEqual({ drafts: { waiting: 0, refused: 0 }, counts: { taken: 1, changed: 1 } });
  expect(lines[0]).toMatchObject({ outcome: "changed", detail: expect.stringContaining("/free-a") });
  expect([...made.keys()]).toEqual(["other", "a", "b"]);
});

test("a website that is away makes no draft a refused one; one draft that it never answers to is, and hinders no other", async () => {
  const ref = await activatedImport(["a", "b", "c", "d"].map((id) => draftOf(id)));
  await expect(
    run(
      ref,
      websiteWith(new Map(), () => "away"),
    ),
  ).rejects.toThrow(EdgeUnavailable);
  await run(
    ref,
    websiteWith(new Map(), ({ documentId }) => (documentId === "a" ? "away" : null)),
    true,
  );
  expect((await told(ref)).drafts).toEqual({ waiting: 0, refused: 1 });
});

test("noting the same again changes nothing, and nothing is tried before the import is activated", async () => {
  const ref = await activatedImport([draftOf("a")], "ready");
  expect(await tryDrafts(websiteWith(new Map()), ref)).toMatchObject({ failure: { code: "invalid-import-status" } });
  await run(ref, websiteWith(new Map()));
  expect((await told(ref)).drafts).toEqual({ waiting: 1, refused: 0 });
  const refusal = { kind: "refused", refusal: "title: is missing\u0000" } as const;
  for (let time = 0; time < 2; time += 1) await noteDraft(database, ref.importId, draftOf("a"), refusal);
  expect(await told(ref)).toMatchObject({ drafts: { waiting: 0, refused: 1 }, counts: { "left-out": 1 } });
  for (let time = 0; time < 2; time += 1)
    await noteDraft(database, ref.importId, draftOf("a"), { kind: "made", path: "/a" });
  expect(await told(ref)).toMatchObject({ drafts: { waiting: 0, refused: 0 }, counts: { taken: 1 } });
  await forgetDrafts(database, ref.importId);
  expect((await told(ref)).drafts).toEqual({ waiting: 0, refused: 0 });
});

test("an import that was undone makes none: they wait for it to be activated again", async () => {
  const ref = await activatedImport([draftOf("a")]);
  const made = new Map<string, string>();
  await run(
    ref,
    websiteWith(made, () => null, { isPlaced: false }),
  );
  expect([made.size, (await told(ref)).drafts]).toEqual([0, { waiting: 1, refused: 0 }]);
  await run(ref, websiteWith(made));
  expect([made.size, (await told(ref)).drafts]).toEqual([1, { waiting: 0, refused: 0 }]);
});

test("undone, it takes back what it has made, to be made again once it is activated; what was edited since stays, and is named", async () => {
  const ref = await activatedImport(["a", "b", "c"].map((id) => draftOf(id)));
  const made = new Map<string, string>();
  await run(ref, websiteWith(made));
  expect(await told(ref)).toMatchObject({ drafts: { waiting: 0, refused: 0 }, counts: { taken: 3 } });
  made.delete("c");
  const undone = websiteWith(made, () => null, { isPlaced: false, edited: ["b"] });
  for (let time = 0; time < 2; time += 1) await run(ref, undone);
  const after = await told(ref);
  expect(after).toMatchObject({ drafts: { waiting: 1, refused: 0 }, counts: { taken: 2, changed: 1 } });
  expect(after.lines.filter(({ outcome }) => outcome === "changed")).toEqual([
    expect.objectContaining({ id: "b", detail: expect.stringContaining("undone, and it stays") }),
  ]);
  expect([...made.keys()]).toEqual(["b"]);
  await run(ref, websiteWith(made));
  expect([[...made.keys()], (await told(ref)).drafts]).toEqual([["b", "a"], { waiting: 0, refused: 0 }]);
});

test("what was refused is given up when that is asked for, and stays in the report", async () => {
  const ref = await activatedImport([draftOf("a"), draftOf("b")]);
  const services = websiteWith(new Map(), ({ documentId }) => (documentId === "a" ? "no" : null));
  await run(ref, services, true);
  for (let time = 0; time < 2; time += 1) {
    expect(await dropDrafts(services, ref)).toMatchObject({ value: { drafts: { waiting: 0, refused: 0 } } });
  }
  expect([await kept(ref), (await told(ref)).counts]).toEqual([[], { taken: 1, "left-out": 1 }]);
  await noteDraft(database, ref.importId, draftOf("a"), { kind: "made", path: "/a" });
  expect((await told(ref)).drafts).toEqual({ waiting: 0, refused: 0 });
  expect(await dropDrafts(services, { ...ref, websiteId: randomUUID() })).toMatchObject({
    failure: { code: "import-not-found" },
  });
});
