import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ShownPage } from "#workers/rendering/shown-page.ts";
import type { SearchPage } from "#domain/contracts/index.ts";
import { frame, render } from "./sample.ts";

/** From the OWASP cheat sheets on cross-site scripting and its evasion. */
const payloads = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "</mark></p><svg/onload=alert(1)>",
  "{{ site.title }}{% raw %}",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<a href='data:text/html;base64,PHNjcmlwdD4='>",
];

function found(payload: string): SearchPage {
  const item = {
    ...{
      documentId: "a",
      type: "post",
      path: "/a",
      title: payload,
      excerpt: payload,
      hasMore: false,
      publishedAt: null,
    },
    ...{ updatedAt: null, image: null, terms: [], authors: [], isSticky: false, isProtected: false, commentCount: 0 },
    marked: {
      title: [{ text: payload, isMatch: true }],
      excerpt: [
        { text: payload, isMatch: false },
        { text: payload, isMatch: true },
      ],
    },
  };
  return {
    kind: "search",
    query: payload,
    items: [item],
    pagination: { page: 1, pages: 1, total: 1, path: "/search" },
    frame,
  };
}

const themes = ["journal", "atelier"] as const;
const source = (theme: string, file: string) => readFileSync(`marketplace/themes/${theme}/${file}.liquid`, "utf8");
const escaped = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[character]!,
  );

function inTheme(theme: string, page: ShownPage): string {
  const snippets = [
    "card",
    "title",
    "posts",
    "search-form",
    "pagination",
    "icon",
    "meta",
    theme === "journal" ? "kicker" : "meta",
  ];
  const sources = Object.fromEntries([
    ...["search", "404"].map((name) => [`templates/${name}`, source(theme, `templates/${name}`)]),
    ...snippets.map((name) => [`snippets/${name}`, source(theme, `snippets/${name}`)]),
  ]) as Record<string, string>;
  const { html, faults } = render(sources, { page });
  expect(faults).toEqual([]);
  return html;
}

test.each(themes)("%s marks what was found, and lets nothing through that is no mark", (theme) => {
  for (const payload of payloads) {
    const html = inTheme(theme, found(payload));
    expect(html).toContain(`<mark>${escaped(payload)}</mark>`);
    expect(html).toContain(`${escaped(payload)}<mark>${escaped(payload)}</mark></p>`);
    expect(html).not.toMatch(/<script|<img|<svg\/|<a href='data/);
  }
});

test.each(themes)("%s shows what a missing page suggests, escaped, and nothing of it where there is none", (theme) => {
  for (const payload of payloads) {
    const html = inTheme(theme, { kind: "not-found", suggestions: [{ path: `/${payload}`, title: payload }], frame });
    expect(html).toContain(escaped(payload));
    expect(html).not.toMatch(/<script|<img|<svg\/|<a href='data/);
  }
  expect(inTheme(theme, { kind: "not-found", frame })).not.toContain("not_found.alike");
});
