import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { sha256 } from "#domain/digest/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { attributeOf, elementsOf, hasAttribute, isElement } from "../wxr/html/dom.ts";
import { parseHtml, type HtmlElement, type HtmlNode } from "../wxr/html/parse-html.ts";

/** HTML in Markdown is passed on as it is: whoever reads the tree of it knows what to make of every element. */
const rawHtml: ReturnType<typeof gfmHtml> = {
  exit: {
    htmlFlowData(token) {
      this.raw(this.sliceSerialize(token));
    },
    htmlTextData(token) {
      this.raw(this.sliceSerialize(token));
    },
  },
};

/**
 * Markdown (CommonMark, with GitHub's tables, footnotes and struck text) as HTML, with whatever HTML it holds: to be parsed and
 * converted, never to be shown.
 */
export function markdownHtml(source: string): string {
  return micromark(source, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), rawHtml],
  });
}

export interface MarkdownTree {
  readonly nodes: readonly HtmlNode[];
  /** By id, in the order of their numbers. */
  readonly footnotes: ReadonlyMap<string, readonly HtmlNode[]>;
}

/** The same as a tree whose footnotes are told apart; null when it is too deep or has too many elements. */
export function markdownTree(source: string): MarkdownTree | null {
  const nodes = parseHtml(markdownHtml(source));
  if (nodes === null) return null;
  for (const reference of elementsOf(nodes, "a").filter((link) => hasAttribute(link, "data-footnote-ref"))) {
    const { parentNode } = reference;
    if (parentNode === null || !("attrs" in parentNode)) continue;
    parentNode.attrs.push({ name: "data-fn", value: idOf(attributeOf(reference, "href").replace(/^#/, "")) });
  }
  const isSection = (node: HtmlNode): node is HtmlElement => isElement(node) && hasAttribute(node, "data-footnotes");
  const notes = nodes.filter(isSection).flatMap((section) => elementsOf(section.childNodes, "li"));
  const own = notes.filter((note) => attributeOf(note, "id").startsWith("user-content-fn-"));
  return {
    nodes: nodes.filter((node) => !isSection(node)),
    footnotes: new Map(own.map((note) => [idOf(attributeOf(note, "id")), withoutWayBack(note)])),
  };
}

function idOf(fragment: string): string {
  const id = fragment.replace(/^user-content-fn-/, "");
  return recordIdSchema.safeParse(id).success ? id : `fn-${sha256(id).slice(0, 16)}`;
}

/** What a note holds, without the arrows that lead back to where it is referred to. */
function withoutWayBack(note: HtmlElement): readonly HtmlNode[] {
  for (const link of elementsOf(note.childNodes, "a").filter((one) => hasAttribute(one, "data-footnote-backref"))) {
    const { parentNode } = link;
    if (parentNode !== null) parentNode.childNodes = parentNode.childNodes.filter((node) => node !== link);
  }
  return note.childNodes;
}
