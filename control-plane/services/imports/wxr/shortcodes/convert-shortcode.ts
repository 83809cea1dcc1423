import type { BlockNode } from "#domain/document/index.ts";
import { blockAlignNamed } from "../html/alignment.ts";
import { elementsOf, firstOf, lineText, rawText } from "../html/dom.ts";
import { embedLine, kindOfFile } from "../html/embed-line.ts";
import { embedOf, soundOrVideo } from "../html/embeds.ts";
import { fallbackOf } from "../html/fallback.ts";
import { imageNode, linkAround } from "../html/images.ts";
import { codeOf } from "../html/quotes-and-code.ts";
import type { Converter, Scope } from "../html/converter.ts";
import type { HtmlNode } from "../html/parse-html.ts";
import { galleryOf, itemsOfGallery } from "./gallery.ts";
import type { Shortcode } from "./grammar.ts";

type ShortcodeConverter = (shortcode: Shortcode, scope: Scope, converter: Converter) => BlockNode[];

const converters: ReadonlyMap<string, ShortcodeConverter> = new Map<string, ShortcodeConverter>([
  ["caption", captionBlocks],
  ["wp_caption", captionBlocks],
  ["gallery", galleryOf],
  ["audio", playerBlocks],
  ["video", playerBlocks],
  ["playlist", playlistBlocks],
  ["embed", embedBlocks],
  ["youtube", embedBlocks],
  ["vimeo", embedBlocks],
  ["code", codeBlocks],
  ["sourcecode", codeBlocks],
]);

/** What a shortcode shows; one of a plugin is kept inert with its source. */
export function convertShortcode(shortcode: Shortcode, scope: Scope, converter: Converter): BlockNode[] {
  const blocks = converters.get(shortcode.name)?.(shortcode, scope, converter) ?? [];
  if (blocks.length > 0) return blocks;
  if (converter.context.isComment)
    return [{ type: "paragraph", content: [{ type: "text", text: shortcode.source.slice(0, 1_000) }] }];
  const reason = converters.has(shortcode.name) ? "it names nothing that is in the export" : "it belongs to a plugin";
  converter.context.notes.add(`the shortcode [${shortcode.name}] is kept inert: ${reason}`);
  return [fallbackOf("shortcode", shortcode.name, shortcode.source, reason)];
}

/** A picture, its link and, after it or as an attribute, its caption. */
function captionBlocks({ attributes, content }: Shortcode, scope: Scope, converter: Converter): BlockNode[] {
  const nodes = converter.parse(content ?? "");
  const element = firstOf(nodes, "img");
  if (element === undefined) return converter.blocks(nodes, scope);
  const written = attributes.get("caption");
  const caption = converter.inline(written === undefined ? withoutPicture(nodes) : converter.parse(written));
  const align = blockAlignNamed((attributes.get("align") ?? "").replace(/^align/, ""));
  const image = imageNode(element, { align, caption, href: linkAround(element, converter.context) }, converter.context);
  return image === null ? converter.blocks(withoutPicture(nodes), scope) : [image];
}

/** The nodes of which none is, or holds, a picture. */
function withoutPicture(nodes: readonly HtmlNode[]): HtmlNode[] {
  return nodes.filter((node) => elementsOf([node], "img").length === 0);
}

const sourceNames = ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv"];

function playerBlocks(
  { name, attributes, values, content }: Shortcode,
  _scope: Scope,
  { context }: Converter,
): BlockNode[] {
  const kind = name === "audio" ? "audio" : "video";
  const address =
    sourceNames.map((source) => attributes.get(source)).find((source) => source !== undefined) ??
    values[0] ??
    content ??
    "";
  const block = soundOrVideo(kind, address.trim(), { poster: attributes.get("poster") ?? "" }, context);
  return block === null ? [] : [block];
}

function playlistBlocks(shortcode: Shortcode, _scope: Scope, { context }: Converter): BlockNode[] {
  return itemsOfGallery(shortcode, context, (item) => kindOfFile(item.media!.fileName) !== null).map(
    (item): BlockNode => {
      const title = item.media!.caption || item.media!.fileName;
      const kind = kindOfFile(item.media!.fileName)!;
      return { type: kind, attrs: { mediaId: item.recordId, title } };
    },
  );
}

function embedBlocks(
  { attributes, values, content, name }: Shortcode,
  _scope: Scope,
  converter: Converter,
): BlockNode[] {
  const given =
    (content === null ? "" : lineText(converter.parse(content))) ||
    (attributes.get("url") ?? attributes.get("id") ?? values[0] ?? "");
  const address = /^[\w-]{4,20}$/.test(given) ? pageOf(name, given) : given;
  const block = embedLine(address, converter.context) ?? embedOf(address, {}, converter.context);
  return block === null ? [] : [block];
}

function pageOf(name: string, id: string): string {
  return name === "vimeo" ? `https://vimeo.com/${id}` : `https://www.youtube.com/watch?v=${id}`;
}

function codeBlocks({ attributes, values, content }: Shortcode, _scope: Scope, converter: Converter): BlockNode[] {
  if (content === null) return [];
  const language = attributes.get("language") ?? attributes.get("lang") ?? values[0]?.replace(/^=/, "");
  const isName = language !== undefined && /^[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}$/.test(language);
  return [codeOf(rawText(converter.parse(content)), isName ? language : undefined)];
}
