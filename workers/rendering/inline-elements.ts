/** A `style` or `script` element whose content stands in the page. */
export interface InlineElement {
  readonly name: "style" | "script";
  readonly attributes: string;
  readonly content: string;
}

/**
 * The `style` and `script` elements of a page, in order. Reads it once from end to end, whatever it holds: one expression for all of
 * it would look through the rest of the page again for every tag that never ends.
 */
export function* inlineElements(html: string): Generator<InlineElement> {
  const opening = /<(style|script)(?=[\s/>])/gi;
  const unclosed = new Set<string>();
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    const name = match[1]!.toLowerCase() as InlineElement["name"];
    if (unclosed.has(name)) continue;
    const attributesStart = opening.lastIndex;
    const contentStart = endOfTag(html, attributesStart);
    if (contentStart === -1) return;
    const closing = name === "style" ? /<\/style[\s/>]/gi : /<\/script[\s/>]/gi;
    closing.lastIndex = contentStart;
    const end = closing.exec(html);
    if (end === null) {
      unclosed.add(name);
      continue;
    }
    yield {
      name,
      attributes: html.slice(attributesStart, contentStart - 1),
      content: html.slice(contentStart, end.index),
    };
    opening.lastIndex = closing.lastIndex;
  }
}

/** Behind the ">" that ends a tag; values in quotes may hold others. -1 for a tag that takes all the rest of the page. */
function endOfTag(html: string, from: number): number {
  const mark = /[>"']/g;
  mark.lastIndex = from;
  for (let match = mark.exec(html); match !== null; match = mark.exec(html)) {
    const [found] = match;
    if (found === ">") return mark.lastIndex;
    if (!isBehindEquals(html, match.index)) continue;
    const close = html.indexOf(found, mark.lastIndex);
    if (close === -1) return -1;
    mark.lastIndex = close + 1;
  }
  return -1;
}

function isBehindEquals(html: string, index: number): boolean {
  let at = index - 1;
  while (/\s/.test(html.charAt(at))) at -= 1;
  return html.charAt(at) === "=";
}
