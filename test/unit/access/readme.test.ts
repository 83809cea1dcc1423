import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rolesTable } from "#test/support/roles-table.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

/** The rows of the table below a marker, as cells. */
function tableAfter(marker: string): string[][] {
  const lines = readme
    .slice(readme.indexOf(marker) + marker.length)
    .trimStart()
    .split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  const rows = lines.slice(0, end).map((line) =>
    line
      .slice(1, line.lastIndexOf("|"))
      .split("|")
      .map((cell) => cell.trim()),
  );
  return rows.filter((_, index) => index !== 1);
}

test("README's table of roles says what the permission table says", () => {
  expect(tableAfter("<!-- roles -->")).toEqual(rolesTable());
});
