import type { JsonValue } from "#domain/digest/index.ts";
import type { DocumentInput } from "#domain/document/index.ts";
import type { Notes } from "../body/notes.ts";
import { childrenOf, textOf, type XmlElement } from "../xml/element.ts";
import { parsePhpValue } from "./php-value.ts";

const fieldsMax = 200;
const valueCharsMax = 50_000;

/** Fields of entries of the site's own types. Those whose names begin with `_` are WordPress's and its plugins' own. */
export function fieldsOf(element: XmlElement, type: string, notes: Notes): NonNullable<DocumentInput["fields"]> {
  const fields = new Map<string, JsonValue>();
  let leftOut = 0;
  for (const meta of childrenOf(element, "wp:postmeta")) {
    const key = textOf(meta, "wp:meta_key");
    const value = textOf(meta, "wp:meta_value");
    if (key === "" || key.startsWith("_") || key === "footnotes" || key === "enclosure") continue;
    const fits = key.length <= 100 && value.length <= valueCharsMax && fields.size < fieldsMax && key !== "__proto__";
    if (type === "post" || type === "page" || !fits) leftOut += 1;
    else fields.set(key, parsePhpValue(value) ?? value);
  }
  if (leftOut > 0) notes.add(`${leftOut} of its fields were left out`);
  return Object.fromEntries(fields) as NonNullable<DocumentInput["fields"]>;
}
