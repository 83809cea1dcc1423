import { HtmlValidate } from "html-validate";
import { parseFragment, type DefaultTreeAdapterTypes } from "parse5";
import { expect, test } from "vitest";
import fc from "fast-check";
import { mediaSchema, type Media } from "#domain/content/index.ts";
import { splitPages, documentBodySchema, type DocumentBody } from "#domain/document/index.ts";
import { bodies } from "#test/support/bodies.ts";
import { renderBody } from "#workers/rendering/body/index.ts";

const digest = "d".repeat(64);
const hostile = "a\"><img src=x onerror=alert(1)>, b'.jpg";
const variant = { digest, contentType: "image/webp", width: 400, height: 300, bytes: 1 };

function mediaOf(mediaId: string, given: Partial<Media>): Media {
  const all = { mediaId, fileName: hostile.replaceAll("/", ""), contentType: "image/png", digest, title: hostile };
  return mediaSchema.parse({ ...all, alt: hostile, width: 800, height: 600, ...given });
}

const media = {
  m1: mediaOf("m1", { variants: [variant] }),
  m2: mediaOf("m2", { contentType: "video/mp4", width: null, height: null }),
  m3: mediaOf("m3", { digest: null, sourceUrl: 'https://old.test/"><script>' }),
  m4: mediaOf("m4", { contentType: "image/svg+xml", width: null, title: "" }),
};

/** All that the platform writes: what a body holds adds none. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ["aria-label", "class", "download", "href", "rel", "target", "title"],
  abbr: ["title"],
  aside: ["class", "role"],
  audio: ["aria-label", "controls", "preload", "src"],
  blockquote: ["class"],
  br: [],
  caption: [],
  cite: [],
  code: ["class"],
  dd: [],
  details: ["open"],
  div: ["aria-label", "class", "role", "tabindex"],
  dl: [],
  dt: [],
  em: [],
  figcaption: [],
  figure: ["class"],
  footer: [],
  h2: ["class", "id"],
  h3: ["class", "id"],
  h4: ["class", "id"],
  h5: ["class", "id"],
  h6: ["class", "id"],
  hr: [],
  img: ["alt", "class", "decoding", "height", "loading", "sizes", "src", "srcset", "title", "width"],
  kbd: [],
  li: ["id"],
  mark: [],
  ol: ["reversed", "start", "type"],
  p: ["class"],
  pre: ["class", "tabindex"],
  q: [],
  s: [],
  section: ["aria-label", "class"],
  small: [],
  span: ["class"],
  strong: [],
  sub: [],
  summary: [],
  sup: ["class", "id"],
  table: [],
  tbody: [],
  td: ["class", "colspan", "rowspan"],
  th: ["class", "colspan", "rowspan", "scope"],
  thead: [],
  tr: [],
  u: [],
  ul: [],
  video: ["aria-label", "controls", "height", "poster", "preload", "src", "width"],
};

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What of the HTML is not ours: elements, attributes and addresses. */
function foreignIn(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.nodeName === "#text") return [];
    if (!("tagName" in node)) return [node.nodeName];
    const names = allowed[node.tagName];
    if (names === undefined) return [node.tagName];
    const attributes = node.attrs
      .filter(({ name, value }) => !names.includes(name) || (isAddress(name) && !isSafe(value)))
      .map(({ name, value }) => `${node.tagName} ${name}=${value}`);
    return [...attributes, ...foreignIn(node.childNodes)];
  });
}

function isAddress(name: string): boolean {
  return name === "href" || name === "src" || name === "poster";
}

function isSafe(address: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)/.test(address);
}

function htmlOf(body: DocumentBody): string {
  return renderBody(body, { media, showFallbacks: true }).html.toString();
}

const timeoutMs = 180_000;
const runs = { numRuns: 150 };

test(
  "the schema lets every body of these in, as it is",
  () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(documentBodySchema.parse(body)).toEqual(body);
      }),
      runs,
    );
  },
  timeoutMs,
);

test(
  "text and attributes of a body never become markup",
  () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const errors: string[] = [];
        const tree = parseFragment(htmlOf(body), { onParseError: ({ code }) => errors.push(code) });
        expect(foreignIn(tree.childNodes)).toEqual([]);
        expect(errors).toEqual([]);
      }),
      runs,
    );
  },
  timeoutMs,
);

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "no-inline-style": "error",
    // A region that can be scrolled is a div to themes.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    "void-style": ["error", { style: "omit" }],
    // What authors link to and how they name it is theirs.
    "tel-non-breaking": "off",
    "wcag/h30": "off",
    "wcag/h37": "off",
    "text-content": "off",
  },
});

test(
  "every body becomes valid HTML, whole and page by page, and no id is there twice",
  async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        for (const page of [body, ...splitPages(body)]) {
          const report = await validator.validateString(`<main><h1>Title</h1>\n${htmlOf(page)}</main>`);
          const faults = report.results.flatMap(({ messages }) =>
            messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector}`),
          );
          expect(faults).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  },
  timeoutMs,
);

test(
  "footnotes lead to references and back on the same page",
  () => {
    fc.assert(
      fc.property(bodies, (body) => {
        for (const page of splitPages(body)) {
          const html = htmlOf(page);
          for (const [, fragment] of html.matchAll(/href="#(fn[^"]*)"/g)) expect(html).toContain(` id="${fragment}"`);
        }
      }),
      runs,
    );
  },
  timeoutMs,
);
