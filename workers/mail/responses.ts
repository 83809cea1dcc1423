import { inlineHashes } from "#workers/rendering/index.ts";

const always = {
  "Cache-Control": "no-store",
  "Content-Type": "text/html; charset=utf-8",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** A page of ours: its own style by its hash, mails in frames, and nothing else from anywhere. */
export function answerPage(status: number, html: string): Response {
  const policy = [
    "default-src 'none'",
    `style-src ${inlineHashes(html).styles.join(" ")}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return new Response(html, { status, headers: { ...always, "Content-Security-Policy": policy.join("; ") } });
}

/**
 * What a mail says in HTML, as it came: it runs nothing, fetches nothing and belongs to no origin, wherever it is opened. Only
 * its own styles count, as they do where mails are read.
 */
export function answerMailHtml(html: string): Response {
  const policy = [
    "sandbox",
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  return new Response(html, { headers: { ...always, "Content-Security-Policy": policy.join("; ") } });
}
