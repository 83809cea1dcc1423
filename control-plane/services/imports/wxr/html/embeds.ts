import {
  bodyLimits,
  type BlockAlign,
  type BlockNode,
  type EmbedNode,
  type InlineNode,
} from "#domain/document/index.ts";
import { serializeOuter } from "parse5";
import { pageOfPlayer, providerOf } from "../links/embed-providers.ts";
import { mediaByAddress } from "../links/find-media.ts";
import { webUrl } from "../site/paths.ts";
import { cut, oneLine } from "../site/text.ts";
import type { BodyContext } from "../body/body-context.ts";
import { attributeOf, elementsOf, tagOf } from "./dom.ts";
import { fallbackOf } from "./fallback.ts";
import type { HtmlElement } from "./parse-html.ts";

export interface EmbedDetails {
  readonly title?: string;
  readonly align?: BlockAlign | undefined;
  readonly caption?: InlineNode[] | undefined;
}

/** Something on another website; null when the address is none. */
export function embedOf(address: string, details: EmbedDetails, context: BodyContext): EmbedNode | null {
  const url = webUrl(address, context.address);
  if (url === null || url.href.length > 2_048) return null;
  const attrs: EmbedNode["attrs"] = {
    url: url.href,
    provider: providerOf(url),
    title: cut(oneLine(details.title ?? ""), bodyLimits.lineLength),
  };
  if (details.align !== undefined) attrs.align = details.align;
  const { caption } = details;
  return caption === undefined || caption.length === 0
    ? { type: "embed", attrs }
    : { type: "embed", attrs, content: caption };
}

/** An iframe, object or embed element: of known websites an embed, else kept inert. */
export function frameBlock(element: HtmlElement, details: EmbedDetails, context: BodyContext): BlockNode {
  const source = ["src", "data-src", "data"].map((name) => attributeOf(element, name)).find((value) => value !== "");
  const url = pageOfPlayer(source ?? parameterOf(element), context.address);
  if (url !== null && providerOf(url) !== "") {
    const embed = embedOf(url.href, { title: attributeOf(element, "title"), ...details }, context);
    if (embed !== null) return embed;
  }
  context.notes.add(`an ${tagOf(element)} of ${url === null ? "no usable address" : url.host} is kept inert`);
  return fallbackOf(
    "html",
    tagOf(element),
    serializeOuter(element),
    "it shows another website that is not known as a source of embeds",
  );
}

function parameterOf(element: HtmlElement): string {
  const parameters = elementsOf(element.childNodes, "param", "embed");
  const movie = parameters.find((parameter) => ["movie", "src"].includes(attributeOf(parameter, "name").toLowerCase()));
  return movie === undefined ? attributeOf(parameters[0] ?? element, "src") : attributeOf(movie, "value");
}

/** A video or audio element or address: one of the export's files, or an embed of where it is. */
export function soundOrVideo(
  kind: "audio" | "video",
  address: string,
  details: EmbedDetails & { readonly poster?: string },
  context: BodyContext,
): BlockNode | null {
  const media = mediaByAddress(address, context.address, context.site);
  if (media === undefined) {
    const embed = embedOf(address, details, context);
    if (embed !== null) context.notes.add(`a ${kind} that is not in the export is linked to: ${embed.attrs.url}`);
    return embed;
  }
  const content = details.caption === undefined || details.caption.length === 0 ? {} : { content: details.caption };
  const title = cut(oneLine(details.title ?? ""), bodyLimits.lineLength);
  const named = title === "" ? {} : { title };
  if (kind === "audio") return { type: "audio", attrs: { mediaId: media.recordId, ...named }, ...content };
  const poster = mediaByAddress(details.poster ?? "", context.address, context.site);
  const attrs = {
    mediaId: media.recordId,
    ...named,
    ...(poster === undefined ? {} : { posterMediaId: poster.recordId }),
    ...(details.align === undefined ? {} : { align: details.align }),
  };
  return { type: "video", attrs, ...content };
}

/** The same for a `video` or `audio` element. */
export function playerBlock(element: HtmlElement, details: EmbedDetails, context: BodyContext): BlockNode | null {
  const kind = tagOf(element) === "audio" ? "audio" : "video";
  const sources = elementsOf(element.childNodes, "source").map((source) => attributeOf(source, "src"));
  const address = [attributeOf(element, "src"), ...sources].find((src) => src !== "") ?? "";
  const block = soundOrVideo(kind, address, { ...details, poster: attributeOf(element, "poster") }, context);
  if (block === null) context.notes.add(`a ${kind} without a usable address was left out`);
  return block;
}
