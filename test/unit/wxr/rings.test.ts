import { expect, test } from "vitest";
import { ringMembers } from "#control-plane/services/imports/wxr/site/rings.ts";
import { exportComment, exportItem } from "#test/support/wxr-export.ts";
import { convert, exportOf, valuesOf } from "./convert.ts";

const rings = (above: Record<string, string>) =>
  [...ringMembers(Object.keys(above), (member) => above[member])].sort().join(" ");

test.each([
  [{}, ""],
  [{ a: "b", b: "c" }, ""],
  [{ a: "a" }, "a"],
  [{ a: "b", b: "a" }, "a b"],
  [{ a: "b", b: "c", c: "d", d: "b", e: "a" }, "b c d"],
  [{ a: "b", b: "a", c: "d", d: "c", e: "c" }, "a b c d"],
])("above one another as in %o, the rings are of %o", (above, expected) => {
  expect(rings(above as Record<string, string>)).toBe(expected);
});

test("each member of a long chain is asked once", () => {
  let asked = 0;
  const members = Array.from({ length: 100_000 }, (_, index) => index);
  const found = ringMembers(members, (member) => {
    asked += 1;
    return member === 0 ? undefined : member - 1;
  });
  expect(found.size).toBe(0);
  expect(asked).toBe(100_000);
});

test("others have their turn while an item of thousands of comments is read", async () => {
  const comments = Array.from({ length: 3_000 }, (_, index) => exportComment(index + 1, "Yes.", index));
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const converted = await convert(exportOf(exportItem({ id: 1, extra: comments.join("") })));
  clearInterval(turning);
  expect(valuesOf(converted, "comment")).toHaveLength(3_000);
  expect(turns).toBeGreaterThan(5);
});
