import { describe, expect, test } from "vitest";
import { takeOver, type EditedStanding } from "#domain/publication/index.ts";

const edited = (given: Partial<EditedStanding> = {}): EditedStanding => ({
  state: "published",
  version: 3,
  servedVersion: 3,
  isTrashed: false,
  hasEdits: false,
  isTakenOver: false,
  isPending: false,
  ...given,
});
const shown = (version: number | null) => ({ isServed: true, version });
const kept = (version: number | null) => ({ isServed: false, version });

describe("what is served of a document, beside what is edited of it:", () => {
  test("as the tables tell it, nothing is done", () => {
    expect(takeOver(edited(), shown(3))).toEqual({ kind: "nothing" });
    expect(takeOver(edited({ state: "draft", servedVersion: null }), null)).toEqual({ kind: "nothing" });
  });

  test("another version that is known, as after a rollback, is noted; what is edited stays", () => {
    expect(takeOver(edited(), shown(2))).toMatchObject({ kind: "note", version: 2, state: "published" });
    const draft = edited({ state: "unpublished", servedVersion: null });
    expect(takeOver(draft, shown(1))).toMatchObject({ kind: "note", version: 1, state: "published" });
  });

  test("what an import brought goes with it, as the next version, unless somebody wrote or decided something", () => {
    const brought = edited({ isTakenOver: true });
    expect(takeOver(brought, shown(2))).toMatchObject({ kind: "take", state: "published" });
    expect(takeOver(brought, shown(3))).toEqual({ kind: "nothing" });
    expect(takeOver({ ...brought, servedVersion: null, state: "unpublished" }, shown(3))).toMatchObject({ version: 3 });
    expect(takeOver({ ...brought, version: 4, hasEdits: true }, shown(2)).kind).toBe("note");
    expect(takeOver({ ...brought, isPending: true }, shown(2)).kind).toBe("note");
  });

  test("a content that no version has becomes the next one, below what somebody has written", () => {
    expect(takeOver(edited(), shown(null)).kind).toBe("take");
    expect(takeOver(edited({ version: 4, hasEdits: true }), shown(null)).kind).toBe("take-below");
  });

  test("gone, it is unpublished; archived or in review it stays so", () => {
    expect(takeOver(edited(), null)).toMatchObject({ kind: "note", version: null, state: "unpublished" });
    expect(takeOver(edited({ state: "archived" }), null)).toMatchObject({ version: null, state: "archived" });
  });

  test("while a publication is on its way where it stands is that one's to change", () => {
    const pending = { isPending: true };
    expect(takeOver(edited({ ...pending, state: "archived" }), shown(2))).toMatchObject({ state: "archived" });
    expect(takeOver(edited(pending), null)).toMatchObject({ state: "published", version: null });
    expect(takeOver(edited({ ...pending, isTrashed: true }), shown(2))).toMatchObject({ untrash: false });
  });

  test("brought back by a rollback it leaves the trash", () => {
    const trashed = edited({ isTrashed: true, state: "unpublished", servedVersion: null });
    expect(takeOver(trashed, shown(3))).toMatchObject({ kind: "note", state: "published", untrash: true });
  });

  test("a draft that an import brings again, other than before, is taken over unless somebody has written in it", () => {
    const draft = edited({ state: "draft", servedVersion: null });
    expect(takeOver(draft, kept(null))).toMatchObject({ kind: "take", state: "draft" });
    expect(takeOver({ ...draft, hasEdits: true }, kept(null))).toEqual({ kind: "nothing" });
    expect(takeOver(draft, kept(3))).toEqual({ kind: "nothing" });
  });
});
