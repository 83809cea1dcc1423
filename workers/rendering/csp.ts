import { createHash } from "node:crypto";
import { inlineElements } from "./inline-elements.ts";

/** The hashes, as a policy names them, of the contents of the page's inline `style` and `script` elements. */
export interface InlineHashes {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * The Content-Security-Policy of a page: its own inline styles and scripts by hash, everything else from the
 * website's own addresses. Computed when the page is rendered and kept with its bytes, so no nonces.
 */
export function contentSecurityPolicy(html: string): string {
  const { styles, scripts } = inlineHashes(html);
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(" "),
    ["style-src 'self'", ...styles].join(" "),
    "img-src 'self' https: data:",
    "media-src 'self' https:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}

/** Scripts of such a type are data, which browsers neither run nor report. */
const dataBlock = /^\s+type\s*=\s*["']?application\/(?:ld\+)?json["']?(?:\s|$)/i;

/** Finds inline elements in what a template put out; one in a comment costs a needless hash, no more. */
export function inlineHashes(html: string): InlineHashes {
  const styles = new Set<string>();
  const scripts = new Set<string>();
  for (const { name, attributes, content } of inlineElements(html)) {
    if (name === "style") styles.add(sourceHash(content));
    else if (!/\ssrc\s*=/i.test(attributes) && !dataBlock.test(attributes)) scripts.add(sourceHash(content));
  }
  return { styles: [...styles], scripts: [...scripts] };
}

function sourceHash(content: string): string {
  return `'sha256-${createHash("sha256").update(content, "utf8").digest("base64")}'`;
}
