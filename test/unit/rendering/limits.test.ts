import { expect, test } from "vitest";
import { endlessTemplates } from "#test/support/endless-templates.ts";
import { documentPage, paragraph, render } from "./sample.ts";

const long = documentPage({ body: { type: "doc", content: [paragraph("x".repeat(100_000))] } });

test.each(Object.entries(endlessTemplates))(
  "%s: a section of it is left out, the rest of the page stays",
  (_, template) => {
    const { html, faults } = render(
      { "templates/page": "before {% section 'bad' %} after", "sections/bad": template, "snippets/self": template },
      { page: long },
    );
    expect(html).toBe("before  after");
    expect(faults).toHaveLength(1);
    expect(faults[0]!.message).toMatch(
      /the page takes more (steps|memory|output|levels of snippets and sections) than it may/,
    );
  },
);

test.each(Object.entries(endlessTemplates))("%s: a template of it is replaced by title and text", (_, template) => {
  const { html, status, faults } = render({ "templates/page": template, "snippets/self": template }, { page: long });
  expect(html).toContain("<h1>Title</h1>\n<p>xxx");
  expect(status).toBe(200);
  expect(faults).toHaveLength(1);
});

test("a layout that fails is replaced by a plain one that holds the page whole", () => {
  const { html, faults } = render(
    { "layout/theme": "{{ 1 | shout }}", "templates/page": "<h1>{{ page.title }}</h1>" },
    { page: documentPage() },
  );
  expect(html).toMatch(/^<!doctype html>[\s\S]*<title>Title · A &amp; B<\/title>[\s\S]*<h1>Title<\/h1>[\s\S]*<\/html>/);
  expect(faults).toEqual([{ file: "layout/theme.liquid", line: 1, column: 1, message: "undefined filter: shout" }]);
});

test("a fault names the innermost file, line and column", () => {
  const { faults } = render({
    "templates/404": "\n  {% render 'card' %}",
    "snippets/card": "one\ntwo {{ 'none.css' | asset_url }}",
  });
  expect(faults).toEqual([
    { file: "snippets/card.liquid", line: 2, column: 5, message: "the theme has no assets/none.css" },
  ]);
});

test("in a preview a box stands for a failing section, and what it says runs nothing", () => {
  const { html } = render(
    { "templates/404": "{% section 'bad' %}", "sections/bad": "{{ '<script>' | asset_url }}" },
    { isPreview: true },
  );
  expect(html).toContain("sections/bad.liquid, line 1, column 1: the theme has no assets/&lt;script&gt;");
});

test("sections cost by the names that they see", () => {
  const names = Array.from({ length: 4_000 }, (_, index) => `{% assign a${index} = 1 %}`).join("");
  const { faults } = render({
    "templates/404": `${names}{% for i in (1..2000) %}{% section "empty" %}{% endfor %}`,
    "sections/empty": "",
  });
  expect(new Set(faults.map(({ message }) => message))).toEqual(new Set(["the page takes more steps than it may"]));
});

test("words of a locale that repeat a long text are counted before they are put together", () => {
  const { html, faults } = render(
    {
      "templates/404": "before {% section 'bad' %} after",
      "sections/bad": `{% assign x = "xxxxxxxx" %}{% for i in (1..14) %}{% assign x = x | append: x %}{% endfor %}{% assign y = "many" | t: a: x %}`,
    },
    { locales: { "locales/en.default.json": { many: "{{ a }}".repeat(700) } } },
  );
  expect(html).toBe("before  after");
  expect(faults.map(({ message }) => message)).toEqual(["the page takes more memory than it may"]);
});

test("of a hundred sections that fail the first few are told", () => {
  const { html, faults } = render({ "templates/404": `{% for i in (1..100) %}{% section "none" %}.{% endfor %}` });
  expect(html).toBe(".".repeat(100));
  expect(faults).toHaveLength(50);
});

test("sections that fail by the thousand are more than a page may take", () => {
  const { html } = render({ "templates/404": `{% for i in (1..9000) %}{% section "none" %}{% endfor %}` });
  expect(html).toBe("<h1>Page not found</h1>");
});
