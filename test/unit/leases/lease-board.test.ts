import { expect, test } from "vitest";
import { leaseMsMin } from "#domain/lease/index.ts";
import { LeaseBoard, offerMsMax } from "#durable-objects/website/lease-board.ts";
import { firstState } from "./fake-surroundings.ts";

const other = { ...firstState, activeReleaseId: "new" };

/** A board and the time by which it looks. */
function boardAt(now = { at: 1_000 }) {
  return { now, board: new LeaseBoard(() => now.at, 3) };
}

test("what is posted is granted at the shortest length until it is withdrawn", () => {
  const { board } = boardAt();
  const offers = board.claim("a");
  expect(board.grant("a", leaseMsMin)).toBeNull();
  offers.post(firstState);
  expect(board.grant("a", 1)).toEqual({ state: firstState, durationMs: leaseMsMin });
  expect(board.grant("b", leaseMsMin)).toBeNull();
  offers.withdraw();
  expect(board.grant("a", leaseMsMin)).toBeNull();
});

test("longer leases are the object's to grant", () => {
  const { board } = boardAt();
  board.claim("a").post(firstState);
  for (const wanted of [leaseMsMin + 1, Number.POSITIVE_INFINITY]) expect(board.grant("a", wanted)).toBeNull();
});

test("a new instance finds its place empty, and its predecessor has no say any more", () => {
  const { board } = boardAt();
  const before = board.claim("a");
  before.post(firstState);
  const after = board.claim("a");
  expect(board.grant("a", leaseMsMin)).toBeNull();
  before.post(firstState);
  expect(board.grant("a", leaseMsMin)).toBeNull();
  after.post(other);
  before.withdraw();
  expect(board.grant("a", leaseMsMin)?.state).toBe(other);
});

test("when it is full, the instance that started first is asked itself from then on", () => {
  const { board } = boardAt();
  const offers = ["a", "b", "c", "d"].map((website) => board.claim(website));
  for (const each of offers) each.post(firstState);
  expect(["a", "b", "c", "d"].map((website) => board.grant(website, leaseMsMin) !== null)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test("the object is asked every few seconds, so that it does not count as idle", () => {
  const { board, now } = boardAt();
  board.claim("a").post(firstState);
  now.at += offerMsMax - 1;
  expect(board.grant("a", leaseMsMin)).not.toBeNull();
  now.at += 1;
  expect(board.grant("a", leaseMsMin)).toBeNull();
  now.at -= 3_600_000;
  expect(board.grant("a", leaseMsMin)).toBeNull();
});
