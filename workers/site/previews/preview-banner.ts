import { leavePath } from "./preview-cookie.ts";

const style = `.hotswap-preview{position:sticky;bottom:0;z-index:2147483647;margin:0;padding:.5rem 1rem;background:#1d1d3b;color:#fff;font:1rem/1.5 system-ui,sans-serif;text-align:center}
.hotswap-preview a{color:#fff;text-decoration:underline}
.hotswap-fault{margin:1rem;padding:1rem;border:2px dashed #b00020;background:#fff;color:#5c0011;font:1rem/1.5 system-ui,sans-serif}
@media print{.hotswap-preview{display:none}}`;

const banner = `<div class="hotswap-preview" role="region" aria-label="Preview">This is a preview. Visitors do not see it yet. <a href="${leavePath}">Leave the preview</a></div>`;

/** Puts the banner at the end of the page, so that links which skip to its content stay first, and its style in the head. */
export function withPreviewBanner(html: string): string {
  const bodyEnd = html.toLowerCase().lastIndexOf("</body");
  const marked = insert(html, bodyEnd === -1 ? html.length : bodyEnd, `${banner}\n`);
  return insert(marked, /<\/head\s*>/i.exec(marked)?.index ?? 0, `<style>${style}</style>\n`);
}

function insert(html: string, at: number, text: string): string {
  return html.slice(0, at) + text + html.slice(at);
}
