import type { DocumentBody } from "./body.ts";
import { visitNodes } from "./body/nodes.ts";
import type { Document } from "./document.ts";

/** The ids of all media that a page with this document shows: those of its body, its own picture, and those of search engines and other websites. */
export function mediaIdsOf({ body, imageId, seo }: Pick<Document, "body" | "imageId" | "seo">): ReadonlySet<string> {
  const ids = new Set(mediaIdsOfBody(body));
  if (imageId !== null) ids.add(imageId);
  if (seo.imageId !== null) ids.add(seo.imageId);
  if (seo.openGraph?.imageId) ids.add(seo.openGraph.imageId);
  return ids;
}

export function mediaIdsOfBody(body: DocumentBody): ReadonlySet<string> {
  const ids = new Set<string>();
  visitNodes(body.content, (node) => {
    if (!("attrs" in node) || node.attrs === undefined) return;
    if ("mediaId" in node.attrs && node.attrs.mediaId !== undefined) ids.add(node.attrs.mediaId);
    if ("posterMediaId" in node.attrs && node.attrs.posterMediaId !== undefined) ids.add(node.attrs.posterMediaId);
  });
  return ids;
}
