import type { Mail } from "../../drivers/mail/index.ts";

export type MailContent = Pick<Mail, "subject" | "text" | "html">;

export interface Letter {
  readonly subject: string;
  /** Paragraphs before the link, and after it. */
  readonly before: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  readonly after?: readonly string[];
}

/** The same words as plain text and as simple HTML. */
export function writeMail({ subject, before, link, after = [] }: Letter): MailContent {
  const plain = [...before, ...(link === undefined ? [] : [`${link.label}:\n${link.url}`]), ...after, "HotSwap"];
  const button =
    link === undefined
      ? []
      : [`<p><a href="${escape(link.url)}">${escape(link.label)}</a></p>`, `<p>${escape(link.url)}</p>`];
  const paragraph = (text: string) => `<p>${escape(text)}</p>`;
  const html = [...before.map(paragraph), ...button, ...after.map(paragraph), "<p>HotSwap</p>"].join("\n");
  // A name that somebody chose must not begin another header.
  const oneLine = subject.replace(/[\r\n]+/g, " ");
  return {
    subject: oneLine,
    text: `${plain.join("\n\n")}\n`,
    html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escape(oneLine)}</title></head>\n<body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em;overflow-wrap:anywhere">\n${html}\n</body></html>\n`,
  };
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
