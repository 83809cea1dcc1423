import { contentSecurityPolicy, escapeHtml } from "#workers/rendering/index.ts";
import { sizedResponse } from "./body-size.ts";
import { securityHeaders } from "./security-headers.ts";

const style =
  ":root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.75rem;line-height:1.2}";

/**
 * A plain page of the platform's own, for answers that no theme gives: readable in light and dark, by eye and
 * by screen reader. Never cached, not even by the visitor's browser.
 */
export function notice(
  status: number,
  title: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
  return sizedResponse(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentSecurityPolicy(html),
      ...securityHeaders,
      ...headers,
    },
  });
}
