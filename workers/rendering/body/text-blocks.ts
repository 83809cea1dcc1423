import type { CodeBlockNode, FallbackNode, ParagraphNode, PreformattedNode } from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { classes, classToken, textAlignClass } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { inlineHtml } from "./inline.ts";

export function paragraphHtml({ attrs, content }: ParagraphNode, context: BodyContext): string {
  return `<p${classes(textAlignClass(attrs))}>${inlineHtml(content, context)}</p>`;
}

/** Can be scrolled by keyboard: lines of code are not broken. */
export function codeBlockHtml({ attrs, content }: CodeBlockNode): string {
  const text = (content ?? []).map((node) => node.text).join("");
  const language = attrs?.language === undefined ? undefined : `language-${attrs.language.toLowerCase()}`;
  return `<pre tabindex="0"><code${classes(language)}>${escapeHtml(text)}</code></pre>`;
}

export function preformattedHtml({ attrs, content }: PreformattedNode, context: BodyContext): string {
  const variant = attrs?.variant === "verse" ? "is-verse" : "is-preformatted";
  const html = inlineHtml(content, context);
  // The line end that follows the tag is not content to HTML.
  return `<pre${classes(variant)} tabindex="0">${html.startsWith("\n") ? "\n" : ""}${html}</pre>`;
}

/** For editors' previews: what visitors do not get, as text. */
export function fallbackHtml({ attrs }: FallbackNode, { showFallbacks, words }: BodyContext): string {
  if (!showFallbacks) return "";
  const reason = attrs.reason === "" ? "" : `: ${attrs.reason}`;
  const about = escapeHtml(`${words.fallback}: ${attrs.name}${reason}`);
  const named = classes("fallback", `fallback-${classToken(attrs.format)}`);
  return `<div${named}><p>${about}</p><pre tabindex="0"><code>${escapeHtml(attrs.source)}</code></pre></div>`;
}
