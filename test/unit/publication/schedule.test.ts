import { describe, expect, test } from "vitest";
import { isOutOfOrder, replacedBy, type DocumentTransitionName } from "#domain/editing/index.ts";
import { outcomesInOrder } from "#durable-objects/tenant/content/publications/outcomes-in-order.ts";

const [before, now, later] = [1_000, 2_000, 3_000];
const both = { publication: later, unpublishing: later + 1 };

describe("what waits of a document", () => {
  test.each<[DocumentTransitionName, readonly string[]]>([
    ["publish", ["publication"]],
    ["schedule", ["publication"]],
    ["expire", ["unpublishing"]],
    ["unpublish", ["publication", "unpublishing"]],
    ["archive", ["publication", "unpublishing"]],
    ["submit", []],
  ])("is replaced by what says otherwise: %s", (name, replaced) => {
    expect(replacedBy(name, both, now)).toEqual(replaced);
    expect(replacedBy(name, { publication: null, unpublishing: null }, now)).toEqual([]);
  });

  test("and is due already is replaced by what is published at once, not by what comes later", () => {
    const due = { publication: null, unpublishing: before };
    expect(replacedBy("publish", due, now)).toEqual(["unpublishing"]);
    expect(replacedBy("publish", { ...due, unpublishing: now }, now)).toEqual(["unpublishing"]);
    expect(replacedBy("schedule", due, now)).toEqual([]);
  });

  test("is in order where it is published before it goes", () => {
    expect(isOutOfOrder(both)).toBe(false);
    expect(isOutOfOrder({ publication: later, unpublishing: later })).toBe(true);
    expect(isOutOfOrder({ publication: later, unpublishing: null })).toBe(false);
    expect(isOutOfOrder({ publication: null, unpublishing: later })).toBe(false);
  });
});

describe("what has become of several publications", () => {
  const outcome = (publicationId: string) =>
    ({ publicationId, state: "placed", deploymentId: null, failure: null }) as const;
  const known = (isNoted: boolean, ...documents: string[]) => ({ documents, isNoted });

  test("is noted one after the other where a document is in two of them", () => {
    const of = new Map([
      ["on", known(false, "a")],
      ["other", known(false, "b")],
      ["off", known(false, "a", "c")],
    ]);
    const all = ["on", "other", "off", "unknown"].map(outcome);
    expect(outcomesInOrder(all, of)).toEqual([
      [outcome("on"), outcome("other")],
      [outcome("off"), outcome("unknown")],
    ]);
  });

  test("is no news of documents of which a later one is noted already", () => {
    const of = new Map([
      ["off", known(false, "a", "c")],
      ["on", known(true, "a")],
    ]);
    expect(outcomesInOrder(["off", "on"].map(outcome), of)).toEqual([
      [{ ...outcome("off"), outdone: ["a"] }, outcome("on")],
    ]);
    expect(outcomesInOrder(["on", "off"].map(outcome), of)).toEqual([["on", "off"].map(outcome)]);
  });
});
