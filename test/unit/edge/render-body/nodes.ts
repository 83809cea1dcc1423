import type { Media } from "#domain/content/index.ts";
import type { BlockNode, BodyMark, DocumentBody, InlineNode } from "#domain/document/index.ts";
import { renderBody, type RenderBodyOptions } from "#workers/rendering/body/index.ts";

export const text = (value: string, ...marks: BodyMark[]): InlineNode => ({ type: "text", text: value, marks });
export const paragraph = (...content: InlineNode[]): BlockNode => ({ type: "paragraph", content });
export const heading = (level: number, title: string, id?: string): BlockNode => ({
  type: "heading",
  attrs: { level, id },
  content: title === "" ? [] : [text(title)],
});
export const note = (id: string) => ({
  type: "footnote" as const,
  attrs: { id },
  content: [paragraph(text(`note ${id}`))],
});
export const reference = (id: string): InlineNode => ({ type: "footnoteReference", attrs: { id } });
export const bodyOf = (...content: BlockNode[]): DocumentBody => ({ type: "doc", content });

export const digest = "d".repeat(64);
export const small = "e".repeat(64);
const media: Media = {
  mediaId: "m",
  fileName: "a b.jpg",
  contentType: "image/jpeg",
  digest,
  bytes: 1,
  unavailable: null,
  width: 1_600,
  height: 800,
  title: "",
  alt: "own",
  caption: "",
  sourceUrl: "https://old.test/a.jpg",
  variants: [{ digest: small, contentType: "image/webp", width: 400, height: 200, bytes: 1 }],
};
const lost: Media = { ...media, mediaId: "lost", digest: null, unavailable: "404", variants: [] };
const sound: Media = { ...media, mediaId: "sound", fileName: "a.mp3", contentType: "audio/mpeg", variants: [] };
const all = { m: media, lost, sound };

/** The HTML of a body of these blocks, whose documents may name the media `m`, `lost` and `sound`. */
export function render(content: BlockNode[], options: RenderBodyOptions = {}): string {
  return renderBody(bodyOf(...content), { media: all, ...options }).html.toString();
}
