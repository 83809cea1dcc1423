import { mediaTypeOf } from "../../shared/media-types.ts";
import { webUrl } from "../site/paths.ts";
import { metaOf } from "../site/index-item.ts";
import type { IndexedItem } from "../site/site-index.ts";
import { cut, oneLine, plainText } from "../site/text.ts";
import { textOf, type XmlElement } from "../xml/element.ts";
import { parsePhpValue } from "./php-value.ts";
import { pieceOf, type Piece } from "./piece.ts";

/** An attachment, before its bytes are fetched. */
export function mediaPiece(element: XmlElement, item: IndexedItem): Piece {
  const { url, fileName, alt } = item.media!;
  const sourceUrl = webUrl(url)?.href ?? "";
  const input = {
    mediaId: item.recordId,
    fileName,
    contentType: mediaTypeOf(fileName),
    digest: null,
    unavailable: "It has not been fetched.",
    ...sizeOf(element),
    title: cut(oneLine(plainText(textOf(element, "title"))), 500),
    alt,
    caption: cut(plainText(textOf(element, "excerpt:encoded")).trim(), 5_000),
    sourceUrl: sourceUrl.length > 2_048 ? null : sourceUrl,
  };
  const piece = pieceOf(input, { kind: "media", place: item.place, changes: [], taken: `a file, ${fileName}` });
  return piece.record === null || input.sourceUrl === null
    ? piece
    : { ...piece, fetch: { mediaId: item.recordId, sourceUrl, fileName } };
}

function sizeOf(element: XmlElement): { width?: number; height?: number } {
  const metadata = parsePhpValue(metaOf(element, "_wp_attachment_metadata") ?? "");
  if (typeof metadata !== "object" || metadata === null || !("width" in metadata) || !("height" in metadata)) return {};
  const width = Number(metadata.width);
  const height = Number(metadata.height);
  const fits = (pixels: number) => Number.isInteger(pixels) && pixels >= 1 && pixels <= 100_000;
  return fits(width) && fits(height) ? { width, height } : {};
}
