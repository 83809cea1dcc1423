import type { z } from "zod";
import type { KeptMail, KeptMailContent, keptMailPageSchema } from "#domain/contracts/index.ts";
import { escapeHtml } from "#workers/rendering/index.ts";
import { style } from "./style.ts";

/** @param isOlder whether it is another page than the first */
export function listPage({ items, cursor }: z.infer<typeof keptMailPageSchema>, isOlder: boolean): string {
  const links = [
    ...(isOlder ? [`<a href="/">Newest mails</a>`] : []),
    ...(cursor === null ? [] : [`<a href="/?cursor=${encodeURIComponent(cursor)}" rel="next">Older mails</a>`]),
  ];
  return page(
    isOlder ? "Older mails" : "Mails",
    `<p class="hint">None of them is delivered: with <code>MAIL_URL</code> set to an SMTP server they would be.</p>
${items.length === 0 ? `<p>There are no mails${isOlder ? " before these" : " yet. Invite somebody, and load this page again"}.</p>` : `<ol>${items.map(itemHtml).join("\n")}</ol>`}
${links.length === 0 ? "" : `<nav aria-label="Pages">${links.join("\n")}</nav>`}`,
  );
}

export function mailPage(mail: KeptMailContent): string {
  return page(
    mail.subject,
    `<p><a href="/">All mails</a></p>
<dl><dt>To</dt><dd>${escapeHtml(mail.to)}</dd><dt>Sent</dt><dd>${timeHtml(mail)}</dd></dl>
<section aria-labelledby="text"><h2 id="text">Text</h2>
<pre>${withLinks(mail.text)}</pre></section>
<section aria-labelledby="html"><h2 id="html">HTML</h2>
<iframe src="/${mail.mailId}/html" sandbox title="The mail in HTML"></iframe></section>`,
  );
}

export function noticePage(title: string, detail: string): string {
  return page(title, `<p>${escapeHtml(detail)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · HotSwap mails</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

function itemHtml(mail: KeptMail): string {
  return `<li><a href="/${mail.mailId}">${escapeHtml(mail.subject)}</a> <span>${escapeHtml(mail.to)}</span> ${timeHtml(mail)}</li>`;
}

function timeHtml({ at }: KeptMail): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 19).replace("T", " "))} UTC</time>`;
}

/** The text, in which addresses can be followed: what a mail is mostly read for here. */
function withLinks(text: string): string {
  return escapeHtml(text).replace(/\bhttps?:\/\/[^\s<>"']+/g, (address) => `<a href="${address}">${address}</a>`);
}
