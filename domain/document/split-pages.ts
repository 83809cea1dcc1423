import type { BlockNode, DocumentBody, FootnotesNode } from "./body.ts";
import { visitNodes, type BodyNode } from "./body/nodes.ts";

/**
 * The pages of a body: it is cut at its `pageBreak` nodes, and pages without a block are left out; one remains. A
 * footnote is at the end of every page that refers to it; one that none refers to, of the last.
 */
export function splitPages(body: DocumentBody): readonly [DocumentBody, ...DocumentBody[]] {
  const last = body.content.at(-1);
  const footnotes = last?.type === "footnotes" ? last : null;
  const pages = cutAtBreaks(footnotes === null ? body.content : body.content.slice(0, -1));
  const [first, ...others] = footnotes === null ? pages : withFootnotes(pages, footnotes);
  return [bodyOf(first ?? []), ...others.map(bodyOf)];
}

type Page = readonly BlockNode[];

function cutAtBreaks(blocks: Page): readonly Page[] {
  const pages: BlockNode[][] = [[]];
  for (const block of blocks) {
    if (block.type === "pageBreak") pages.push([]);
    else pages.at(-1)!.push(block);
  }
  const filled = pages.filter((page) => page.length > 0);
  return filled.length === 0 ? [[]] : filled;
}

function withFootnotes(pages: readonly Page[], footnotes: FootnotesNode): readonly Page[] {
  const named = pages.map(notesNamedIn);
  return pages.map((page, index) => {
    const isLast = index === pages.length - 1;
    const content = footnotes.content.filter(
      ({ attrs: { id } }) => named[index]!.has(id) || (isLast && !named.some((ids) => ids.has(id))),
    );
    return content.length === 0 ? page : [...page, { type: "footnotes", content }];
  });
}

function notesNamedIn(nodes: readonly BodyNode[]): ReadonlySet<string> {
  const ids = new Set<string>();
  visitNodes(nodes, (node) => {
    if (node.type === "footnoteReference") ids.add(node.attrs.id);
  });
  return ids;
}

function bodyOf(content: Page): DocumentBody {
  return { type: "doc", content: [...content] };
}
