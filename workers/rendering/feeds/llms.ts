import type { Outline, OutlineEntry, ReleaseView } from "#domain/contracts/index.ts";

const descriptionLengthMax = 300;

/**
 * What a website is about, for language models: its pages and newest posts as links.
 * @see https://llmstxt.org
 */
export function llmsTxt({ configuration }: ReleaseView, { pages, posts }: Outline, origin: string): string {
  const list = (title: string, entries: readonly OutlineEntry[]) =>
    entries.length === 0 ? [] : [`## ${title}`, "", ...entries.map((entry) => linkTo(entry, origin)), ""];
  return [
    ...heading(configuration),
    ...list("Pages", pages),
    ...list("Posts", posts),
    "## Optional",
    "",
    `- [Texts of these](${origin}/llms-full.txt)`,
    `- [All addresses](${origin}/sitemap.xml)`,
    `- [Feed](${origin}/feed.xml)`,
    `- [Content as JSON](${origin}/_hotswap/content/v1/openapi.json)`,
    "",
  ].join("\n");
}

/** The same with the texts, as far as there is room for them. */
export function llmsFullTxt({ configuration }: ReleaseView, { pages, posts }: Outline, origin: string): string {
  const whole = [...pages, ...posts].filter(({ text }) => text !== "");
  return [
    ...heading(configuration),
    ...whole.flatMap((entry) => [
      `## ${inLine(entry.title || entry.path)}`,
      "",
      addressOf(entry, origin),
      "",
      entry.text,
      "",
    ]),
  ].join("\n");
}

function heading({ title, description }: ReleaseView["configuration"]): readonly string[] {
  return [`# ${inLine(title)}`, "", ...(description === "" ? [] : [`> ${inLine(description)}`, ""])];
}

function linkTo(entry: OutlineEntry, origin: string): string {
  const description = inLine(entry.description).slice(0, descriptionLengthMax).toWellFormed();
  return `- [${inLine(entry.title || entry.path)}](${addressOf(entry, origin)})${description === "" ? "" : `: ${description}`}`;
}

function addressOf({ path }: OutlineEntry, origin: string): string {
  return origin + encodeURI(path).replaceAll("(", "%28").replaceAll(")", "%29");
}

/** Text in one line, none of it read as Markdown or HTML. */
function inLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
