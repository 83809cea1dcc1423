import type { DocumentBody } from "./body.ts";
import { visitNodes, type BodyNode } from "./body/nodes.ts";
import type { Document } from "./document.ts";

/** The ids of all media that a page with this document shows: those of its body, its own picture, and search engines'. */
export function mediaIdsOf({ body, imageId, seo }: Pick<Document, "body" | "imageId" | "seo">): ReadonlySet<string> {
  const ids = new Set(mediaIdsOfBody(body));
  if (imageId !== null) ids.add(imageId);
  if (seo.imageId !== null) ids.add(seo.imageId);
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

/** All that a body links to, as it is written. */
export function hrefsOf(body: DocumentBody): ReadonlySet<string> {
  const hrefs = new Set<string>();
  visitNodes(body.content, (node) => {
    for (const href of hrefsIn(node)) hrefs.add(href);
  });
  return hrefs;
}

/**
 * The paths of its own website that a body links to, as documents have them: decoded, without query, fragment and
 * trailing slash. Whether there is anything at them is not known here.
 */
export function internalPathsOf(body: DocumentBody): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const href of hrefsOf(body)) {
    if (href.startsWith("/")) paths.add(normalPath(href.replace(/[?#].*$/s, "")));
  }
  return paths;
}

function hrefsIn(node: BodyNode): readonly string[] {
  if (node.type === "image" || node.type === "button") return node.attrs.href === undefined ? [] : [node.attrs.href];
  if (!("marks" in node) || node.marks === undefined) return [];
  return node.marks.flatMap((mark) => (mark.type === "link" ? [mark.attrs.href] : []));
}

function normalPath(path: string): string {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed;
  }
}
