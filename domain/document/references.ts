import type { DocumentBody } from "./body.ts";
import type { Document } from "./document.ts";

interface AnyNode {
  readonly attrs?: { readonly mediaId?: unknown; readonly posterMediaId?: unknown };
  readonly content?: readonly AnyNode[];
}

/** The ids of all media that a page with this document shows: those of its body, its own picture, and search engines'. */
export function mediaIdsOf({ body, imageId, seo }: Pick<Document, "body" | "imageId" | "seo">): ReadonlySet<string> {
  return new Set([...mediaIdsOfBody(body), imageId, seo.imageId].filter((id) => id !== null));
}

export function mediaIdsOfBody(body: DocumentBody): ReadonlySet<string> {
  return new Set(idsBelow(body as AnyNode));
}

function idsBelow({ attrs, content = [] }: AnyNode): readonly string[] {
  const own = [attrs?.mediaId, attrs?.posterMediaId].filter((id) => typeof id === "string");
  return [...own, ...content.flatMap(idsBelow)];
}
