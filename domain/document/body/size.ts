import { bodyLimits } from "./limits.ts";

/**
 * What is wrong with how deep or how large a body is; null if nothing is. Asked before anything recurses into it: the
 * value may be as deep as its sender likes. Looks at `content` alone; the schemas recurse into nothing else.
 */
export function sizeFault(body: unknown): string | null {
  let count = 0;
  let level = contentOf(body);
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (count > bodyLimits.nodes) return `may have ${bodyLimits.nodes} nodes at most`;
    if (depth > bodyLimits.depth) return `may have ${bodyLimits.depth} levels of nodes at most`;
    level = level.flatMap(contentOf);
  }
  return null;
}

function contentOf(node: unknown): readonly unknown[] {
  if (typeof node !== "object" || node === null || !("content" in node)) return [];
  return Array.isArray(node.content) ? node.content : [];
}
