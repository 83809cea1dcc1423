import { expect, test } from "vitest";
import { digest, documentPage, paragraph, releaseOf, render } from "./sample.ts";

const body = { type: "doc" as const, content: [paragraph("Text")] };

test("what a template puts out is escaped, what our own code made is not, and what a filter makes of it is again", () => {
  const { html } = render(
    {
      "layout/theme": "<title>{{ site.title }}</title>{{ content_for_layout }}",
      "templates/page":
        "{{ page.title }}{{ settings.colour }}{{ page.content }}{{ page.content | upcase }}{{ page.content | strip_html }}",
    },
    { page: documentPage({ title: "<b>", body }), release: releaseOf({}, { colour: "<red>" }) },
  );
  expect(html).toBe("<title>A &amp; B</title>&lt;b&gt;&lt;red&gt;<p>Text</p>&lt;P&gt;TEXT&lt;/P&gt;Text");
});

test("what HTML has no way to say is left out, wherever it comes from", () => {
  const page = documentPage({ title: "a\u0000b\u0007c\u009fd\ufffee", excerpt: "tab\tand\nline" });
  const { html } = render({ "layout/theme": "{{ head }}", "templates/page": "" }, { page });
  expect(html).toContain("<title>abcde · A &amp; B</title>");
  expect(html).toContain('content="tab and line"');
});

test.each([
  "{{ site.constructor }}{{ site.constructor.name }}{{ site['constructor'] }}{{ constructor }}{{ constructor.constructor }}",
  "{{ page.__proto__ }}{{ page.__proto__.constructor }}{{ __proto__ }}{{ __proto__.toString }}{{ page.content.__proto__ }}",
  "{{ settings.toString }}{{ settings.hasOwnProperty }}{{ toString }}{{ page.content.toString }}{{ page.content.constructor }}",
  "{{ page.content.equals }}{{ posts.constructor }}{{ posts.map }}{{ posts['push'] }}{{ site.title.constructor }}{{ menus.constructor }}",
  "{% assign key = 'constructor' %}{{ site[key] }}{{ site[key][key] }}{{ posts | map: 'constructor' }}{{ settings | map: '__proto__' }}",
  "{% render 'probe' %}{% render 'probe', __proto__: site, constructor: nil %}",
  "{{ globalThis }}{{ process }}{{ this }}{{ env }}{{ require }}",
])("templates see data, never what objects inherit: %s", (probe) => {
  const { html, faults } = render(
    { "templates/page": probe, "snippets/probe": "{{ toString }}{{ valueOf }}{{ self }}" },
    { page: documentPage({ body }) },
  );
  expect(html).toBe("");
  expect(faults).toEqual([]);
});

test.each(["constructor", "__proto__", "toString", "../layout/theme", "theme", "/etc/passwd"])(
  "there is no snippet and no section named %s",
  (name) => {
    expect(render({ "templates/404": `{% render '${name}' %}` }).faults[0]!.message).toContain("the theme has no");
    expect(render({ "templates/404": `{% section '${name}' %}` }).faults[0]!.message).toContain("the theme has no");
  },
);

test.each([
  ["{{ page.title | raw }}", "undefined filter: raw"],
  ["{% include 'card' %}", 'tag "include" not found'],
  ["{% layout 'theme' %}", 'tag "layout" not found'],
  ["{{ posts | where_exp: 'a', 'a' }}", "undefined filter: where_exp"],
])("%s is not there", (template, message) => {
  expect(render({ "templates/404": template }).faults[0]!.message).toContain(message);
});

test("what is captured may be put out, compared and asked for its size", () => {
  const template =
    "{% capture a %}<b>{{ page.title }}</b>{% endcapture %}{{ a }}{% if a == '<b>&lt;</b>' %} same{% endif %}{% case a %}{% when '<b>&lt;</b>' %} case{% endcase %} {{ a.size }}{% capture b %}{% endcapture %}{% if b == blank %} blank{% endif %}";
  expect(render({ "templates/page": template }, { page: documentPage({ title: "<" }) }).html).toBe(
    "<b>&lt;</b> same case 11 blank",
  );
});

test("a document without text has no content, one with text is not blank", () => {
  const template = "{% if page.content != blank %}text{% else %}none{% endif %}";
  expect(render({ "templates/page": template }, { page: documentPage() }).html).toBe("none");
  expect(render({ "templates/page": template }, { page: documentPage({ body }) }).html).toBe("text");
});

test("a section sees what its template sees, and what it assigns stays in it", () => {
  const { html } = render(
    {
      "templates/page": "{% assign a = 1 %}{% section 'part' %}{{ b }}",
      "sections/part": "{{ page.title }}{{ a }}{% assign b = 2 %}",
    },
    { page: documentPage() },
  );
  expect(html).toBe("Title1");
});

test("assets are addressed by digest, with integrity", () => {
  const integrity = `sha256-${Buffer.from(digest, "hex").toString("base64")}`;
  const { html } = render({
    "templates/404": "{{ 'theme.css' | asset_url }} {{ 'theme.css' | stylesheet_tag }} {{ 'theme.css' | script_tag }}",
  });
  const url = `/_hotswap/assets/${digest}/theme.css`;
  expect(html).toBe(
    `${url} <link rel="stylesheet" href="${url}" integrity="${integrity}"> <script src="${url}" integrity="${integrity}" defer></script>`,
  );
});

const locales = {
  "locales/en.default.json": {
    comments: { title: { one: "One comment", other: "{{ count }} comments" } },
    by: "by {{ name }}",
  },
  "locales/de.json": {
    comments: { title: { one: "Ein Kommentar", other: "{{count}} Kommentare" } },
    date: { months: [..."JFMAMJJASOND"] },
  },
};

test.each([
  ["de", "3 Kommentare|Ein Kommentar|by &lt;A&gt;|none.such|3. M"],
  ["de-AT", "3 Kommentare|Ein Kommentar|by &lt;A&gt;|none.such|3. M"],
  ["fr", "3 comments|One comment|by &lt;A&gt;|none.such|3. May"],
])("words and dates in %s", (language, expected) => {
  const template =
    "{{ 'comments.title' | t: count: 3 }}|{{ 'comments.title' | t: count: 1 }}|{{ 'by' | t: name: '<A>' }}|{{ 'none.such' | t }}|{{ '2026-05-03' | date: '%-d. %B' }}";
  expect(render({ "templates/404": template }, { locales, release: releaseOf({ language }) }).html).toBe(expected);
});

test.each([
  ["de-AT", "en", "de-AT|3 Kommentare"],
  ["en", "de", "en|3 comments"],
  // In which the theme has no words: the website's own.
  ["fr", "de", "fr|3 Kommentare"],
  [null, "de", "de|3 Kommentare"],
])("a document in %s on a website in %s", (locale, language, expected) => {
  const sources = {
    "layout/theme": "{{ request.language }}|{{ content_for_layout }}",
    "templates/page": "{{ 'comments.title' | t: count: 3 }}",
  };
  const release = releaseOf({ language });
  expect(render(sources, { locales, release, page: documentPage({ locale }) }).html).toBe(expected);
  const broken = { "layout/theme": "{% nonsense %}" };
  const plain = render(broken, { locales, release, page: documentPage({ locale }) }).html;
  expect(plain).toContain(`<html lang="${locale ?? language}">`);
});

test("settings are the owner's, else the defaults", () => {
  const release = releaseOf({}, { accent: "#000000" });
  const settings = [
    {
      name: "Colours",
      settings: [
        { type: "color" as const, id: "accent", label: "Accent", default: "#ffffff" },
        { type: "checkbox" as const, id: "wide", label: "Wide", default: true },
      ],
    },
  ];
  const { html } = render(
    { "templates/404": "{{ settings.accent }} {{ settings.wide }}" },
    { release: { ...release, theme: { ...release.theme, settings } } },
  );
  expect(html).toBe("#000000 true");
});
