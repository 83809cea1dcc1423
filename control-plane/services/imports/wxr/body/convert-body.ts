import type { BlockNode, DocumentBody, FootnoteNode } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import type { BlockTools } from "../blocks/block-tools.ts";
import { convertBlock } from "../blocks/convert-blocks.ts";
import { hasBlocks, parseBlocks, type Block } from "../blocks/grammar.ts";
import { below, bodyScope, oneAtLeast, type Scope } from "../html/converter.ts";
import { fallbackOf } from "../html/fallback.ts";
import { HtmlConverter } from "../html/html-converter.ts";
import { parseHtml } from "../html/parse-html.ts";
import { replaceShortcodes } from "../shortcodes/grammar.ts";
import type { IndexedItem, SiteIndex } from "../site/site-index.ts";
import type { BodyContext } from "./body-context.ts";
import type { Notes } from "./notes.ts";

/** Longer sources make documents larger than documents may be. */
export const sourceCharsMax = 2_000_000;
const picturesMax = 10_000;

export interface BodySource {
  readonly source: string;
  readonly footnotes?: ReadonlyMap<string, string>;
  readonly site: SiteIndex;
  readonly item: IndexedItem;
  readonly address: string;
  readonly notes: Notes;
  readonly isComment?: boolean;
}

/** A body of what the editor, the classic editor or a visitor wrote. Whatever it is given, text stays text. */
export function convertBody({ source, footnotes = new Map(), isComment = false, ...given }: BodySource): DocumentBody {
  const context: BodyContext = {
    ...given,
    footnotes,
    isComment,
    shortcodes: [],
    budget: { pictures: picturesMax },
    unfolding: [],
  };
  const blocks = toolsOf(context).source(source, bodyScope(true), []);
  return { type: "doc", content: [...blocks, ...footnotesOf(context)] };
}

function toolsOf(context: BodyContext): BlockTools {
  const tools: BlockTools = {
    context,
    converter: new HtmlConverter(context),
    html: (html, scope) => htmlBlocks(html, scope, context),
    blocks: (blocks, scope) => blocks.filter(isSomething).flatMap((block) => convertBlock(block, scope, tools)),
    source: (source, scope, unfolding) => sourceBlocks(source, scope, { ...context, unfolding }),
  };
  return tools;
}

function sourceBlocks(source: string, scope: Scope, context: BodyContext): BlockNode[] {
  if (context.isComment || !hasBlocks(source)) return htmlBlocks(source, { ...scope, lineBreaks: true }, context);
  const { blocks, faults } = parseBlocks(source);
  for (const fault of faults) context.notes.add(fault);
  return toolsOf(context).blocks(blocks, { ...scope, lineBreaks: false });
}

function isSomething(block: Block): boolean {
  return block.name !== null || block.source.trim() !== "";
}

function htmlBlocks(html: string, scope: Scope, context: BodyContext): BlockNode[] {
  const { html: text, shortcodes } = context.isComment ? { html, shortcodes: [] } : replaceShortcodes(html);
  const nodes = parseHtml(text);
  if (nodes !== null) return new HtmlConverter({ ...context, shortcodes }).blocks(nodes, scope);
  context.notes.add("HTML that is too deep or has too many elements is kept inert");
  return [fallbackOf("html", "html", html, "it is nested too deep or has too many elements")];
}

/** Notes that are referred to; references in notes are none. */
function footnotesOf(context: BodyContext): BlockNode[] {
  const inner: BodyContext = { ...context, footnotes: new Map() };
  const notes = [...context.footnotes].map(([id, html]): FootnoteNode => {
    const blocks = htmlBlocks(html, below(bodyScope(false), 2), inner);
    return { type: "footnote", attrs: { id }, content: oneAtLeast(blocks) };
  });
  return notes.length === 0 ? [] : [{ type: "footnotes", content: notes }];
}

/** The notes that WordPress keeps beside a post, as JSON; those that are not as it writes them are none. */
export function parseFootnotes(json: string | null): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const entry of listOf(json)) {
    if (typeof entry !== "object" || entry === null || !("id" in entry) || !("content" in entry)) continue;
    const { id, content } = entry;
    if (typeof content === "string" && recordIdSchema.safeParse(id).success && notes.size < 1_000)
      notes.set(String(id), content);
  }
  return notes;
}

function listOf(json: string | null): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
