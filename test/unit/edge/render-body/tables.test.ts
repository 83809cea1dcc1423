import { describe, expect, test } from "vitest";
import type { BlockNode } from "#domain/document/index.ts";
import { text, paragraph, heading, render } from "./nodes.ts";

describe("tables", () => {
  const cell = (type: "tableCell" | "tableHeader", value: string, rowspan?: number) => ({
    type,
    attrs: { rowspan },
    content: [paragraph(text(value))],
  });
  const row = (...content: ReturnType<typeof cell>[]) => ({ type: "tableRow" as const, content });

  test("can be scrolled by keyboard, and tell headers of columns from those of rows", () => {
    const content = [
      row(cell("tableHeader", "a"), cell("tableHeader", "b")),
      row(cell("tableHeader", "c"), cell("tableCell", "d")),
    ];
    expect(render([{ type: "table", attrs: { caption: "T" }, content }])).toBe(
      '<div class="table-scroll" tabindex="0" role="region" aria-label="T"><table><caption>T</caption>' +
        '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table></div>',
    );
  });

  test("have plain cells where a header holds what no header may", () => {
    const content = [{ type: "blockquote" as const, content: [heading(2, "a")] }];
    const cells = [{ type: "tableHeader" as const, content }];
    expect(render([{ type: "table", content: [{ type: "tableRow", content: cells }] }])).toContain("<td><blockquote>");
  });

  test("are regions of different names", () => {
    const table: BlockNode = { type: "table", content: [row(cell("tableCell", "a"))] };
    const named: BlockNode = { ...table, attrs: { caption: "Table 2" } };
    const html = render([table, named, table, named]);
    expect([...html.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "Table",
      "Table 2",
      "Table 3",
      "Table 2 2",
    ]);
  });

  test("have no head where a header reaches into the body, or all are headers", () => {
    const reaching = [row(cell("tableHeader", "a", 2), cell("tableHeader", "b")), row(cell("tableCell", "c"))];
    expect(render([{ type: "table", content: reaching }])).not.toContain("<thead>");
    expect(render([{ type: "table", content: [row(cell("tableHeader", "a"))] }])).not.toContain("<thead>");
  });
});
