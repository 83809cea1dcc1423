import { describe, expect, test } from "vitest";
import { splitPages, type BlockNode, type DocumentBody } from "#domain/document/index.ts";
import { passwordForm, renderBody } from "#workers/rendering/body/index.ts";
import { text, paragraph, heading, note, reference, bodyOf, render } from "./nodes.ts";

describe("footnotes", () => {
  test("are numbered as they are referred to, and lead there and back", () => {
    const html = render([
      paragraph(reference("b"), reference("a"), reference("b")),
      { type: "footnotes", content: [note("a"), note("b"), note("c")] },
    ]);
    expect(html).toBe(
      '<p><sup class="footnote-reference" id="fnref1-b"><a href="#fn-b" aria-label="Footnote 1">1</a></sup>' +
        '<sup class="footnote-reference" id="fnref1-a"><a href="#fn-a" aria-label="Footnote 2">2</a></sup>' +
        '<sup class="footnote-reference" id="fnref2-b"><a href="#fn-b" aria-label="Footnote 1">1</a></sup></p>\n' +
        '<section class="footnotes" aria-label="Footnotes"><ol><li id="fn-b"><p>note b</p>' +
        '<p class="footnote-backlinks"><a class="footnote-back" href="#fnref1-b" aria-label="Back to reference 1-1">' +
        '\u21a9\ufe0e</a> <a class="footnote-back" href="#fnref2-b" aria-label="Back to reference 1-2">\u21a9\ufe0e</a>' +
        '</p></li><li id="fn-a"><p>note a</p><p class="footnote-backlinks"><a class="footnote-back" ' +
        'href="#fnref1-a" aria-label="Back to reference 2">\u21a9\ufe0e</a></p></li><li id="fn-c"><p>note c</p></li>' +
        "</ol></section>",
    );
  });

  test("keep their ids: a heading that names one of them gets another", () => {
    const { headings } = renderBody(
      bodyOf(heading(2, "a", "fn-a"), heading(2, "b", "fnref1-a"), heading(2, "c", "fn-x"), {
        type: "footnotes",
        content: [note("a")],
      }),
    );
    expect(headings.map(({ id }) => id)).toEqual(["h-fn-a", "h-fnref1-a", "fn-x"]);
  });
});

describe("pages of a body", () => {
  const html = (page: DocumentBody) => renderBody(page).html.toString();

  test("end at its breaks; those without a block are left out", () => {
    const pageBreak: BlockNode = { type: "pageBreak" };
    const body = bodyOf(pageBreak, paragraph(text("a")), pageBreak, pageBreak, paragraph(text("b")), pageBreak);
    expect(splitPages(body).map(html)).toEqual(["<p>a</p>", "<p>b</p>"]);
    expect(splitPages(bodyOf(pageBreak)).map(html)).toEqual([""]);
    expect(splitPages(bodyOf()).map(html)).toEqual([""]);
  });

  test("have the footnotes that they refer to; the last has those that none refers to", () => {
    const body = bodyOf(paragraph(reference("a")), { type: "pageBreak" }, paragraph(reference("b"), reference("a")), {
      type: "footnotes",
      content: [note("a"), note("b"), note("c")],
    });
    const notes = splitPages(body).map((page) => [...html(page).matchAll(/<li id="fn-(.)"/g)].map(([, id]) => id));
    expect(notes).toEqual([["a"], ["b", "a", "c"]]);
  });
});

test("a protected document is a form that says when the password was wrong", () => {
  expect(passwordForm({ action: '/a"b' }).toString()).toMatch(
    /^<form class="password-form" method="post" action="\/a&quot;b">.* type="password" /,
  );
  expect(passwordForm({ action: "/a", isWrong: true }).toString()).toContain('role="alert"');
});
