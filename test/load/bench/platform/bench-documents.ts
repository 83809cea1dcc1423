/** The path of the page that is asked for, on every website. */
export const pagePath = "/page";

/** Text of the page that is asked for: with the theme's own HTML it comes to about 10 KB. */
const pageCharacters = 8_000;
const sentence = "A page of ordinary length, as one finds them on the websites of small firms. ";

/** @param marker told in the title: another one makes another release, of the same size if it has the same length */
export function benchPage(marker: string): unknown {
  return document("page", pagePath, `Page ${marker}`, pageCharacters);
}

/** One of many short pages. */
export function smallPage(number: number, edition: number): unknown {
  return document(`page-${number}`, `/pages/${number}`, `Page ${number}, edition ${edition}`, 400);
}

function document(documentId: string, path: string, title: string, characters: number): unknown {
  const text = sentence.repeat(Math.ceil(characters / 8 / sentence.length));
  const paragraph = { type: "paragraph", content: [{ type: "text", text }] };
  const content = Array.from({ length: 8 }, () => paragraph);
  return { documentId, type: "page", path, title, body: { type: "doc", content } };
}
