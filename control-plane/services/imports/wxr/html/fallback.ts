import { bodyLimits, cleanText, type FallbackNode } from "#domain/document/index.ts";
import { cut } from "../site/text.ts";

/** Keeps the source of what has no node; longer sources are cut. */
export function fallbackOf(
  format: FallbackNode["attrs"]["format"],
  name: string,
  source: string,
  reason: string,
): FallbackNode {
  const cleanName = name
    .replace(/[^A-Za-z0-9_./:-]+/g, "-")
    .replace(/^[^A-Za-z0-9_]+/, "")
    .slice(0, 100);
  return {
    type: "fallback",
    attrs: {
      format,
      name: cleanName || "unknown",
      source: cut(cleanText(source), Math.floor(bodyLimits.fallbackBytes / 3)),
      reason,
    },
  };
}
