import { expect, test } from "vitest";
import {
  addToCounts,
  importStatuses,
  importStatusesBefore,
  importTransitions,
  isSettled,
  type ImportStatus,
} from "#domain/import/index.ts";

const all = Object.keys(importStatuses) as ImportStatus[];

function reachableFrom(status: ImportStatus, seen = new Set<ImportStatus>()): Set<ImportStatus> {
  for (const next of importTransitions[status]) if (!seen.has(next)) reachableFrom(next, seen.add(next));
  return seen;
}

test("every status can be reached from the first, and from every one that is not over an end can", () => {
  expect(reachableFrom("received")).toEqual(new Set(all.filter((status) => status !== "received")));
  const ends = all.filter((status) => importTransitions[status].length === 0);
  for (const status of all.filter((each) => !ends.includes(each))) {
    expect([...reachableFrom(status)].some((each) => ends.includes(each))).toBe(true);
  }
});

test("only what was ready is activated, or was before, and nothing is dropped once that has begun", () => {
  expect(importStatusesBefore("activated")).toEqual(["activating"]);
  expect(importStatusesBefore("activating")).toEqual(["ready", "activated"]);
  expect(importStatusesBefore("dropped")).toEqual(["received", "reading", "ready"]);
});

test("what is settled moves by a person's call alone: none of it fails or is read by itself", () => {
  for (const status of all.filter(isSettled)) {
    expect(importTransitions[status].filter((next) => next !== "activating" && next !== "dropped")).toEqual([]);
  }
});

test("counts add up by kind and outcome, and what they are made of stays as it is", () => {
  const before = { document: { taken: 2 } };
  const line = { id: null, place: "", detail: "" };
  const after = addToCounts(before, [
    { ...line, kind: "document", outcome: "taken" },
    { ...line, kind: "document", outcome: "changed" },
    { ...line, kind: "media", outcome: "left-out" },
  ]);
  expect(after).toEqual({ document: { taken: 3, changed: 1 }, media: { "left-out": 1 } });
  expect(before).toEqual({ document: { taken: 2 } });
});
