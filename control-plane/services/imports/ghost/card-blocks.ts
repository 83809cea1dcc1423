import { bodyLimits, type BlockNode, type ButtonNode, type ImageNode } from "#domain/document/index.ts";
import { providerOf } from "../wxr/links/embed-providers.ts";
import { rewriteLink } from "../wxr/links/rewrite-link.ts";
import { below, oneAtLeast, type Scope } from "../wxr/html/converter.ts";
import { attributeOf, elementsOf, hasClass, isElement, lineText } from "../wxr/html/dom.ts";
import type { HtmlConverter } from "../wxr/html/html-converter.ts";
import { galleryBlocks } from "../wxr/html/figures.ts";
import { captionIn, imagesIn } from "../wxr/html/images.ts";
import type { HtmlElement, HtmlNode } from "../wxr/html/parse-html.ts";
import { mediaByAddress } from "../wxr/links/find-media.ts";
import { webUrl } from "../wxr/site/paths.ts";
import { cut } from "../wxr/site/text.ts";

type CardConverter = (card: HtmlElement, converter: HtmlConverter, scope: Scope) => BlockNode[] | null;

const line = (nodes: readonly HtmlNode[]) => cut(lineText(nodes), bodyLimits.lineLength);

function withClass(card: HtmlElement, name: string): HtmlElement | undefined {
  return elementsOf(card.childNodes, "div", "a", "h4", "span", "p").find((element) => hasClass(element, name));
}

function calloutBlocks(card: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] {
  const emoji = line(withClass(card, "kg-callout-emoji")?.childNodes ?? []);
  const blocks = converter.blocks(withClass(card, "kg-callout-text")?.childNodes ?? [], below(scope, 1));
  const [first] = blocks;
  const marked = emoji !== "" && first?.type === "paragraph";
  const content = marked
    ? [
        { ...first, content: [{ type: "text" as const, text: `${emoji} ` }, ...(first.content ?? [])] },
        ...blocks.slice(1),
      ]
    : blocks;
  return [{ type: "callout", attrs: { tone: "note" }, content: oneAtLeast(content) }];
}

function toggleBlocks(card: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] {
  const summary = line(withClass(card, "kg-toggle-heading-text")?.childNodes ?? []);
  const content = converter.blocks(withClass(card, "kg-toggle-content")?.childNodes ?? [], below(scope, 1));
  return [{ type: "details", attrs: { summary }, content: oneAtLeast(content) }];
}

function buttonBlocks(card: HtmlElement, { context }: HtmlConverter): BlockNode[] | null {
  const buttons = elementsOf(card.childNodes, "a").flatMap((link): ButtonNode[] => {
    const href = rewriteLink(attributeOf(link, "href"), context);
    const label = line(link.childNodes);
    return href === null || label === "" ? [] : [{ type: "button", attrs: { href, label } }];
  });
  if (buttons.length === 0) return null;
  const align = hasClass(card, "kg-align-left") ? "left" : "center";
  return [{ type: "buttons", attrs: { align }, content: buttons }];
}

function bookmarkBlocks(card: HtmlElement, converter: HtmlConverter): BlockNode[] | null {
  const link = withClass(card, "kg-bookmark-container");
  const url = webUrl(link === undefined ? "" : attributeOf(link, "href"), converter.context.address);
  if (url === null || url.href.length > 2_048) return null;
  const caption = captionIn(card.childNodes);
  const content = caption === undefined ? [] : converter.inline(caption.childNodes);
  const title = line(withClass(card, "kg-bookmark-title")?.childNodes ?? []);
  const attrs = { url: url.href, provider: providerOf(url), title };
  return [content.length === 0 ? { type: "embed", attrs } : { type: "embed", attrs, content }];
}

function fileBlocks(card: HtmlElement, { context }: HtmlConverter): BlockNode[] | null {
  const link = withClass(card, "kg-file-card-container");
  const media = mediaByAddress(link === undefined ? "" : attributeOf(link, "href"), context.address, context.site);
  if (media === undefined) return null;
  const label = line(withClass(card, "kg-file-card-title")?.childNodes ?? []) || media.media!.fileName;
  return [{ type: "file", attrs: { mediaId: media.recordId, label } }];
}

/** A player with its buttons drawn beside it: only what is played counts. */
function audioBlocks(card: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] | null {
  const players = elementsOf(card.childNodes, "audio", "video");
  return players.length === 0 ? null : converter.blocks(players.slice(0, 1), scope);
}

function galleryCard(card: HtmlElement, converter: HtmlConverter): BlockNode[] | null {
  const images = imagesIn(card.childNodes, converter).map(({ type, attrs }): ImageNode => ({ type, attrs }));
  const caption = captionIn(card.childNodes);
  if (images.length === 0) return null;
  const align = hasClass(card, "kg-width-wide") ? "wide" : hasClass(card, "kg-width-full") ? "full" : undefined;
  return galleryBlocks(images, 3, {
    align,
    caption: caption === undefined ? [] : converter.inline(caption.childNodes),
  });
}

/** Ghost's cards by their class, as its renderer writes them. Others are what their HTML says. */
const cards: ReadonlyMap<string, CardConverter> = new Map<string, CardConverter>([
  ["kg-callout-card", calloutBlocks],
  ["kg-toggle-card", toggleBlocks],
  ["kg-button-card", buttonBlocks],
  ["kg-bookmark-card", bookmarkBlocks],
  ["kg-file-card", fileBlocks],
  ["kg-gallery-card", galleryCard],
  ["kg-audio-card", audioBlocks],
  ["kg-video-card", audioBlocks],
]);

/** Blocks of a card; null for what is none. */
export function cardBlocks(node: HtmlNode, converter: HtmlConverter, scope: Scope): BlockNode[] | null {
  if (!isElement(node)) return null;
  for (const [name, convert] of cards) if (hasClass(node, name)) return convert(node, converter, scope);
  return null;
}
