import { bodyLimits, type BodyMark, type LinkAttrs } from "#domain/document/index.ts";
import { rewriteLink } from "../links/rewrite-link.ts";
import { cut, oneLine } from "../site/text.ts";
import type { BodyContext } from "../body/body-context.ts";
import { attributeOf, hasAttribute, styleOf, tagOf } from "./dom.ts";
import type { HtmlElement } from "./parse-html.ts";

type PlainMark = Exclude<BodyMark["type"], "link" | "abbreviation">;

const plain: Readonly<Record<string, PlainMark>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  dfn: "italic",
  var: "italic",
  u: "underline",
  ins: "underline",
  s: "strike",
  strike: "strike",
  del: "strike",
  code: "code",
  tt: "code",
  samp: "code",
  kbd: "keyboard",
  sub: "subscript",
  sup: "superscript",
  mark: "highlight",
  small: "small",
  cite: "citation",
  q: "inlineQuote",
};

const unmarked = new Set([
  "span",
  "font",
  "big",
  "bdo",
  "bdi",
  "time",
  "data",
  "label",
  "nobr",
  "blink",
  "abbr",
  "acronym",
  "a",
]);

/** Elements of a line of text. */
export function isInline(tag: string): boolean {
  return Object.hasOwn(plain, tag) || unmarked.has(tag);
}

/** The marks of what is in an element of a line of text. */
export function marksWith(element: HtmlElement, marks: readonly BodyMark[], context: BodyContext): readonly BodyMark[] {
  const tag = tagOf(element);
  if (tag === "a") return withMark(marks, linkOf(element, context));
  if (tag === "abbr" || tag === "acronym") return withMark(marks, abbreviationOf(element));
  if (Object.hasOwn(plain, tag)) return withMark(marks, { type: plain[tag]! });
  return styleMarks(element).reduce(withMark, marks);
}

function withMark(marks: readonly BodyMark[], mark: BodyMark | null): readonly BodyMark[] {
  if (mark === null) return marks;
  return [...marks.filter(({ type }) => type !== mark.type), mark];
}

function abbreviationOf(element: HtmlElement): BodyMark | null {
  const title = cut(oneLine(attributeOf(element, "title")), bodyLimits.lineLength);
  return title === "" ? null : { type: "abbreviation", attrs: { title } };
}

function linkOf(element: HtmlElement, context: BodyContext): BodyMark | null {
  if (!hasAttribute(element, "href")) return null;
  const href = rewriteLink(attributeOf(element, "href"), context);
  if (href === null) return null;
  const title = cut(oneLine(attributeOf(element, "title")), bodyLimits.lineLength);
  const rel = context.isComment ? "ugc" : relOf(element);
  const attrs: LinkAttrs = { href };
  if (title !== "") attrs.title = title;
  if (attributeOf(element, "target") === "_blank" && !context.isComment) attrs.newTab = true;
  if (rel !== undefined) attrs.rel = rel;
  return { type: "link", attrs };
}

function relOf(element: HtmlElement): LinkAttrs["rel"] {
  const names = attributeOf(element, "rel").toLowerCase().split(/\s+/);
  return (["sponsored", "ugc", "nofollow"] as const).find((rel) => names.includes(rel));
}

function styleMarks(element: HtmlElement): BodyMark[] {
  const marks: BodyMark[] = [];
  if (/^(?:bold|bolder|[6-9]00)$/.test(styleOf(element, "font-weight"))) marks.push({ type: "bold" });
  if (styleOf(element, "font-style") === "italic") marks.push({ type: "italic" });
  const line = styleOf(element, "text-decoration");
  if (line.startsWith("underline")) marks.push({ type: "underline" });
  if (line.startsWith("line-through")) marks.push({ type: "strike" });
  return marks;
}
