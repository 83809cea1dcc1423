import { leavePath } from "./serve-preview-paths.ts";

const style = `.hotswap-preview{position:sticky;top:0;z-index:2147483647;margin:0;padding:.5rem 1rem;background:#1d1d3b;color:#fff;font:1rem/1.5 system-ui,sans-serif;text-align:center}
.hotswap-preview a{color:#fff;text-decoration:underline}
.hotswap-fault{margin:1rem;padding:1rem;border:2px dashed #b00020;background:#fff;color:#5c0011;font:1rem/1.5 system-ui,sans-serif}
@media print{.hotswap-preview{display:none}}`;

const banner = `<div class="hotswap-preview" role="region" aria-label="Preview">This is a preview. Visitors do not see it yet. <a href="${leavePath}">Leave the preview</a></div>`;

/** Puts the banner at the beginning of the page's body, and its style at the end of the head. */
export function withPreviewBanner(html: string): string {
  const body = /<body(?:\s(?:[^"'>]|"[^"]*"|'[^']*')*)?>/i.exec(html);
  const head = /<\/head\s*>/i.exec(html);
  if (body === null || head === null || head.index > body.index) return `<style>${style}</style>${banner}${html}`;
  const bodyEnd = body.index + body[0].length;
  return `${html.slice(0, head.index)}<style>${style}</style>\n${html.slice(head.index, bodyEnd)}\n${banner}${html.slice(bodyEnd)}`;
}
