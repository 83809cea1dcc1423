import type { BlockNode, DocumentBody, FootnoteNode } from "#domain/document/index.ts";
import type { BodyContext } from "../wxr/body/body-context.ts";
import type { Notes } from "../wxr/body/notes.ts";
import { below, bodyScope, oneAtLeast, type Scope } from "../wxr/html/converter.ts";
import { fallbackOf } from "../wxr/html/fallback.ts";
import { HtmlConverter } from "../wxr/html/html-converter.ts";
import { parseHtml, type HtmlNode } from "../wxr/html/parse-html.ts";
import type { IndexedItem, SiteIndex } from "../wxr/site/site-index.ts";

const picturesMax = 10_000;

export interface HtmlBody {
  readonly site: SiteIndex;
  readonly item: IndexedItem;
  /** The address at which it was read, which relative links start from. */
  readonly address: string;
  readonly notes: Notes;
  /** Of footnotes by id; references are `sup` elements with `data-fn`. */
  readonly footnotes?: ReadonlyMap<string, readonly HtmlNode[]>;
  /** Blocks of an element at the top that is more than HTML says; null for what HTML says all of. */
  blocksOf?(node: HtmlNode, converter: HtmlConverter, scope: Scope): BlockNode[] | null;
}

/** A body of HTML that is no WordPress's. Whatever it is given, text stays text. */
export function htmlBody(html: string, body: HtmlBody): DocumentBody {
  const nodes = parseHtml(html);
  if (nodes !== null) return nodesBody(nodes, body);
  body.notes.add("HTML that is too deep or has too many elements is kept inert");
  return { type: "doc", content: [fallbackOf("html", "html", html, "it is nested too deep or has too many elements")] };
}

/** The same of a tree. */
export function nodesBody(
  nodes: readonly HtmlNode[],
  { footnotes = new Map(), blocksOf, ...given }: HtmlBody,
): DocumentBody {
  const context: BodyContext = {
    ...given,
    footnotes: new Map([...footnotes.keys()].map((id) => [id, ""])),
    shortcodes: [],
    isComment: false,
    budget: { pictures: picturesMax },
    unfolding: [],
  };
  const converter = new HtmlConverter(context);
  const scope = bodyScope(false);
  const content: BlockNode[] = [];
  let plain: HtmlNode[] = [];
  const flush = () => {
    if (plain.length > 0) content.push(...converter.blocks(plain, scope));
    plain = [];
  };
  for (const node of nodes) {
    const blocks = blocksOf?.(node, converter, scope) ?? null;
    if (blocks === null) {
      plain.push(node);
      continue;
    }
    flush();
    content.push(...blocks);
  }
  flush();
  return { type: "doc", content: [...content, ...footnotesOf(footnotes, context)] };
}

/** References in notes are none. */
function footnotesOf(footnotes: ReadonlyMap<string, readonly HtmlNode[]>, context: BodyContext): BlockNode[] {
  const converter = new HtmlConverter({ ...context, footnotes: new Map() });
  const notes = [...footnotes].map(([id, nodes]): FootnoteNode => ({
    type: "footnote",
    attrs: { id },
    content: oneAtLeast(converter.blocks(nodes, below(bodyScope(false), 2))),
  }));
  return notes.length === 0 ? [] : [{ type: "footnotes", content: notes }];
}
