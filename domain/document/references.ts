import type { DocumentBody } from "./body.ts";

interface AnyNode {
  readonly attrs?: { readonly mediaId?: unknown; readonly posterMediaId?: unknown };
  readonly content?: readonly AnyNode[];
}

/** The media that a body names, each once, in order of appearance. */
export function mediaIdsOf(body: DocumentBody): readonly string[] {
  return [...new Set(idsBelow(body as AnyNode))];
}

function idsBelow({ attrs, content = [] }: AnyNode): readonly string[] {
  const own = [attrs?.mediaId, attrs?.posterMediaId].filter((id) => typeof id === "string");
  return [...own, ...content.flatMap(idsBelow)];
}
