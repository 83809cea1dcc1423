import { expect, test } from "vitest";
import { textTypeOfName } from "#control-plane/media/index.ts";

test.each([
  ["notes.txt", "text/plain"],
  ["a.b.CSV", "text/csv"],
  ["page.html", null],
  ["script.js", null],
  ["image.svg", null],
  ["x.constructor", null],
  ["txt", null],
])("a file of plain text whose type nobody said is known by its name: %s", (name, type) => {
  expect(textTypeOfName(name)).toBe(type);
});
