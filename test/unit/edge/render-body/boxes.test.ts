import { describe, expect, test } from "vitest";
import type { BlockNode } from "#domain/document/index.ts";
import { text, paragraph, render } from "./nodes.ts";

describe("boxes", () => {
  const content = [paragraph(text("x"))];
  test.for<[string, BlockNode, string]>([
    [
      "quotes",
      { type: "blockquote", attrs: { citation: "C", variant: "pull" }, content },
      '<blockquote class="is-pull"><p>x</p><footer>C</footer></blockquote>',
    ],
    [
      "callouts",
      { type: "callout", attrs: { tone: "info" }, content },
      '<aside class="callout callout-info" role="note"><p>x</p></aside>',
    ],
    [
      "details",
      { type: "details", attrs: { summary: "S", open: true }, content },
      "<details open><summary>S</summary><p>x</p></details>",
    ],
    [
      "covers",
      { type: "cover", attrs: { align: "full" }, content },
      '<div class="cover align-full"><div class="cover-content"><p>x</p></div></div>',
    ],
    [
      "columns",
      {
        type: "columns",
        content: [
          { type: "column", attrs: { width: 30 }, content },
          { type: "column", content },
        ],
      },
      '<div class="columns"><div class="column width-33"><p>x</p></div><div class="column"><p>x</p></div></div>',
    ],
    [
      "buttons",
      {
        type: "buttons",
        content: [{ type: "button", attrs: { href: "/", label: "L", variant: "outline", newTab: true } }],
      },
      '<div class="buttons"><a class="button is-outline" href="/" target="_blank" rel="noopener">L</a></div>',
    ],
    ["aligned text", { type: "paragraph", attrs: { textAlign: "center" } }, '<p class="has-text-center"></p>'],
  ])("%s have their elements", ([, node, html]) => expect(render([node])).toBe(html));
});

test("what could not be mapped is nothing to visitors, and inert text in previews", () => {
  const attrs = { format: "html" as const, name: "iframe", source: "<iframe src=x>", reason: "not known" };
  expect(render([{ type: "fallback", attrs }, { type: "readMore" }, paragraph()])).toBe("<p></p>");
  expect(render([{ type: "fallback", attrs }], { showFallbacks: true })).toBe(
    '<div class="fallback fallback-html"><p>Not shown to visitors: iframe: not known</p>' +
      '<pre tabindex="0"><code>&lt;iframe src=x&gt;</code></pre></div>',
  );
});
