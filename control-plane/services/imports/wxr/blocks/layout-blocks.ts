import {
  bodyLimits,
  type BlockNode,
  type ButtonNode,
  type ButtonsNode,
  type CalloutNode,
  type ColumnNode,
} from "#domain/document/index.ts";
import { blockAlignNamed, blockAlignOf } from "../html/alignment.ts";
import { below, oneAtLeast, roomForText } from "../html/converter.ts";
import { attributeOf, firstOf, hasClass, lineText } from "../html/dom.ts";
import { quoteOf, withoutCitation } from "../html/quotes-and-code.ts";
import { rewriteLink } from "../links/rewrite-link.ts";
import { cut } from "../site/text.ts";
import { numberAttribute, textAttribute } from "./attributes.ts";
import type { BlockConverter, BlockTools } from "./block-tools.ts";
import { htmlOf, innerBlocksOf, ownHtmlOf, type Block } from "./grammar.ts";

/** A box that only groups: what it holds stands by itself. */
export const groupBlocks: BlockConverter = (block, scope, tools) => {
  const inner = innerBlocksOf(block);
  const tone = /(?:^| )hotswap-callout is-(note|info|success|warning|danger)(?: |$)/.exec(
    textAttribute(block, "className"),
  );
  if (tone !== null && inner.length > 0 && scope.room >= 1 + roomForText) {
    const attrs = { tone: tone[1] as CalloutNode["attrs"]["tone"] };
    return [{ type: "callout", attrs, content: oneAtLeast(tools.blocks(inner, below(scope, 1))) }];
  }
  return inner.length > 0 ? tools.blocks(inner, scope) : tools.html(htmlOf(block), scope);
};

export const columnsBlocks: BlockConverter = (block, scope, tools) => {
  const inner = innerBlocksOf(block);
  const isRoom = scope.room >= 2 + roomForText && inner.length <= bodyLimits.columns;
  if (!isRoom || inner.length === 0) {
    if (inner.length > 0) tools.context.notes.add("columns too many or too deep were unwrapped");
    return groupBlocks(block, scope, tools);
  }
  const content = inner.map((column): ColumnNode => {
    const blocks =
      column.name === "core/column"
        ? groupBlocks(column, below(scope, 2), tools)
        : tools.blocks([column], below(scope, 2));
    const width = widthOf(column);
    return { type: "column", ...(width === null ? {} : { attrs: { width } }), content: oneAtLeast(blocks) };
  });
  const align = blockAlignNamed(textAttribute(block, "align"));
  return [align === undefined ? { type: "columns", content } : { type: "columns", attrs: { align }, content }];
};

/** Per cent; other units are the theme's to know. */
function widthOf(column: Block): number | null {
  const written = textAttribute(column, "width");
  const share = written.endsWith("%") ? Number(written.slice(0, -1)) : numberAttribute(column, "width");
  return share !== null && Number.isFinite(share) && share >= 1 && share <= 100 ? Math.round(share * 100) / 100 : null;
}

export const quoteBlock: BlockConverter = (block, scope, tools) => {
  const inner = innerBlocksOf(block);
  if (inner.length === 0 || scope.room < 1 + roomForText) return tools.html(htmlOf(block), scope);
  const element = firstOf(tools.converter.parse(ownHtmlOf(block)), "blockquote");
  const { citation } = withoutCitation(element?.childNodes ?? []);
  const align = element === undefined ? undefined : blockAlignOf(element);
  return [quoteOf(tools.blocks(inner, below(scope, 1)), citation, { align })];
};

export const detailsBlock: BlockConverter = (block, scope, tools) => {
  if (scope.room < 1 + roomForText) return groupBlocks(block, scope, tools);
  const summary = firstOf(tools.converter.parse(ownHtmlOf(block)), "summary");
  const attrs = {
    summary: cut(lineText(summary?.childNodes ?? []) || textAttribute(block, "summary"), bodyLimits.lineLength),
    ...(block.attributes["showContent"] === true ? { open: true } : {}),
  };
  return [{ type: "details", attrs, content: oneAtLeast(tools.blocks(innerBlocksOf(block), below(scope, 1))) }];
};

export const buttonsBlocks: BlockConverter = (block, scope, tools) => {
  const inner = innerBlocksOf(block);
  const buttons = inner.filter(({ name }) => name === "core/button").flatMap((button) => buttonOf(button, tools) ?? []);
  const others = inner.filter(({ name }) => name !== "core/button");
  const layout = block.attributes["layout"];
  const justified =
    typeof layout === "object" && layout !== null && "justifyContent" in layout ? layout.justifyContent : null;
  const align = alignOf(String(justified ?? textAttribute(block, "align")));
  return [...buttonsOf(buttons, align), ...tools.blocks(others, scope)];
};

export const buttonBlocks: BlockConverter = (block, _scope, tools) => {
  const button = buttonOf(block, tools);
  return button === null ? [] : buttonsOf([button], alignOf(textAttribute(block, "align")));
};

function buttonsOf(buttons: ButtonNode[], align: "left" | "center" | "right" | undefined): ButtonsNode[] {
  const content = buttons.slice(0, 100);
  if (content.length === 0) return [];
  return [align === undefined ? { type: "buttons", content } : { type: "buttons", attrs: { align }, content }];
}

function alignOf(name: string): "left" | "center" | "right" | undefined {
  return name === "left" || name === "center" || name === "right" ? name : undefined;
}

function buttonOf(block: Block, { converter, context }: BlockTools): ButtonNode | null {
  const nodes = converter.parse(htmlOf(block));
  const link = firstOf(nodes, "a") ?? firstOf(nodes, "button");
  const label = cut(lineText(link?.childNodes ?? nodes), bodyLimits.lineLength);
  if (label === "") return null;
  const written = link === undefined ? "" : attributeOf(link, "href");
  const href = rewriteLink(written, context);
  if (href === null) context.notes.add(`the button "${label.slice(0, 60)}" leads nowhere`);
  const isOutline = [...nodes, ...(link === undefined ? [] : [link])].some(
    (node) => "tagName" in node && hasClass(node, "is-style-outline"),
  );
  return {
    type: "button",
    attrs: {
      href: href ?? "#",
      label,
      ...(isOutline || textAttribute(block, "className").includes("is-style-outline")
        ? { variant: "outline" as const }
        : {}),
      ...(link !== undefined && attributeOf(link, "target") === "_blank" ? { newTab: true } : {}),
    },
  };
}

/** Links to a person's or company's places elsewhere: a paragraph of links. */
export const socialBlocks: BlockConverter = (block, _scope, { context }) => {
  const links = innerBlocksOf(block).flatMap((link) => {
    const href = rewriteLink(textAttribute(link, "url"), context);
    const service = textAttribute(link, "service");
    const label = cut(
      textAttribute(link, "label") || service.charAt(0).toUpperCase() + service.slice(1),
      bodyLimits.lineLength,
    );
    return href === null || label === "" ? [] : [{ href, label }];
  });
  if (links.length === 0) return [];
  const content = links.flatMap(({ href, label }, index) => [
    ...(index === 0 ? [] : [{ type: "text" as const, text: " · " }]),
    { type: "text" as const, text: label, marks: [{ type: "link" as const, attrs: { href } }] },
  ]);
  const paragraph: BlockNode = { type: "paragraph", content };
  return [paragraph];
};
