import { escapeHtml } from "../../markup/escape-html.ts";

export type CardValues = Readonly<Record<string, unknown>>;

const text = (values: CardValues, ...names: readonly string[]): string => {
  const found = names.map((name) => values[name]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? found : "";
};
const caption = (values: CardValues) =>
  text(values, "caption") === "" ? "" : `<figcaption>${text(values, "caption")}</figcaption>`;
const image = (values: CardValues) =>
  `<img src="${escapeHtml(text(values, "src"))}" alt="${escapeHtml(text(values, "alt", "altText"))}" title="${escapeHtml(text(values, "title"))}">`;

function imageCard(values: CardValues): string {
  const href = text(values, "href");
  const shown = href === "" ? image(values) : `<a href="${escapeHtml(href)}">${image(values)}</a>`;
  return `<figure class="kg-card kg-image-card">${shown}${caption(values)}</figure>`;
}

function galleryCard(values: CardValues): string {
  const images = Array.isArray(values["images"]) ? (values["images"] as CardValues[]) : [];
  const figures = images.map((one) => `<figure>${image(one)}</figure>`).join("");
  return `<figure class="kg-card kg-gallery-card wp-block-gallery columns-3">${figures}${caption(values)}</figure>`;
}

function codeCard(values: CardValues): string {
  const language = text(values, "language");
  const name = language === "" ? "" : ` class="language-${escapeHtml(language)}"`;
  return `<pre><code${name}>${escapeHtml(text(values, "code"))}</code></pre>`;
}

function bookmarkCard(values: CardValues): string {
  const metadata = (values["metadata"] ?? {}) as CardValues;
  const url = escapeHtml(text(values, "url") || text(metadata, "url"));
  const title = escapeHtml(text(metadata, "title") || text(values, "title"));
  return `<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="${url}"><div class="kg-bookmark-title">${title}</div></a>${caption(values)}</figure>`;
}

function calloutCard(values: CardValues): string {
  const emoji = text(values, "calloutEmoji");
  const mark = emoji === "" ? "" : `<div class="kg-callout-emoji">${escapeHtml(emoji)}</div>`;
  return `<div class="kg-card kg-callout-card">${mark}<div class="kg-callout-text">${text(values, "calloutText")}</div></div>`;
}

function toggleCard(values: CardValues): string {
  const heading = `<div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">${text(values, "heading")}</h4></div>`;
  return `<div class="kg-card kg-toggle-card">${heading}<div class="kg-toggle-content">${text(values, "content")}</div></div>`;
}

function buttonCard(values: CardValues): string {
  const link = `<a href="${escapeHtml(text(values, "buttonUrl"))}" class="kg-btn">${escapeHtml(text(values, "buttonText"))}</a>`;
  return `<div class="kg-card kg-button-card kg-align-${values["alignment"] === "left" ? "left" : "center"}">${link}</div>`;
}

function fileCard(values: CardValues): string {
  const title = escapeHtml(text(values, "fileTitle", "fileName"));
  return `<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="${escapeHtml(text(values, "src"))}"><div class="kg-file-card-title">${title}</div></a></div>`;
}

const player = (tag: "audio" | "video") => (values: CardValues) =>
  `<figure class="kg-card kg-${tag}-card"><${tag} src="${escapeHtml(text(values, "src"))}" title="${escapeHtml(text(values, "title"))}"></${tag}>${caption(values)}</figure>`;

const asHtml = (values: CardValues) => text(values, "html");

/** What Ghost's own renderer makes of its cards, as far as it is content: by the names of Lexical and of Mobiledoc. */
const cards: Readonly<Record<string, (values: CardValues) => string>> = {
  image: imageCard,
  gallery: galleryCard,
  code: codeCard,
  codeblock: codeCard,
  bookmark: bookmarkCard,
  callout: calloutCard,
  toggle: toggleCard,
  button: buttonCard,
  file: fileCard,
  audio: player("audio"),
  video: player("video"),
  embed: (values) => `<figure class="kg-card kg-embed-card">${asHtml(values)}${caption(values)}</figure>`,
  html: asHtml,
  email: () => "",
  "email-cta": () => "",
  hr: () => "<hr>",
  horizontalrule: () => "<hr>",
  divider: () => "<hr>",
  paywall: () => "",
};

/** A card as HTML; null for one that is not known. Markdown in it is the caller's. */
export function cardHtml(name: string, values: CardValues): string | null {
  return Object.hasOwn(cards, name) ? cards[name]!(values) : null;
}
