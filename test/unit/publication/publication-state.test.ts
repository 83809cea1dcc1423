import { expect, test } from "vitest";
import {
  publicationStates,
  publicationStatesBefore,
  publicationTransitions,
  type PublicationState,
} from "#domain/publication/index.ts";

const states = Object.keys(publicationStates) as PublicationState[];
const ends = states.filter((state) => publicationTransitions[state].length === 0);

test("a publication ends as placed, failed or cancelled, and nothing comes after that", () => {
  expect(ends).toEqual(["placed", "failed", "cancelled"]);
});

test("each state can be reached, and from each an end", () => {
  const reached = new Set<PublicationState>(["waiting"]);
  for (const state of reached) for (const next of publicationTransitions[state]) reached.add(next);
  expect([...reached].sort()).toEqual([...states].sort());
  for (const state of states) {
    const ahead = new Set<PublicationState>([state]);
    for (const each of ahead) for (const next of publicationTransitions[each]) ahead.add(next);
    expect(ends.some((end) => ahead.has(end))).toBe(true);
  }
});

test("what its website has done wins over taking it back", () => {
  expect(publicationStatesBefore("placed")).toContain("withdrawing");
  expect(publicationStatesBefore("cancelled")).not.toContain("placed");
});
