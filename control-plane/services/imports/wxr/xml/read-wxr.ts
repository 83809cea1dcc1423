import { breather } from "../breather.ts";
import type { ImportSource } from "../types.ts";
import { decode } from "./decode.ts";
import type { XmlElement } from "./element.ts";
import { WxrParser, type WxrParserLimits } from "./wxr-parser.ts";

/** An element of the channel, in the file's order. */
export interface WxrEntry {
  readonly element: XmlElement;
  /** It has more characters than an element may have; its text is not all there. */
  readonly oversize: boolean;
}

/** Characters that XML does not allow and WordPress writes all the same. */
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

export interface StrippedCharacters {
  count: number;
  /** Where the first one was; 0 for none. */
  line: number;
}

/**
 * Reads an export as a stream: what is held is one element of the channel and a piece of the file.
 *
 * Throws an ExportFileError for what is not well-formed, not an export, declares a document type, or is cut off.
 */
export async function* readWxr(
  source: ImportSource,
  limits: WxrParserLimits,
  stripped: StrippedCharacters = { count: 0, line: 0 },
): AsyncGenerator<WxrEntry> {
  const parser = new WxrParser(limits);
  const breath = breather();
  for await (const text of decode(source.open())) {
    await breath();
    parser.write(withoutControlCharacters(text, parser, stripped));
    yield* parser.taken();
  }
  parser.end();
  yield* parser.taken();
}

function withoutControlCharacters(text: string, parser: WxrParser, stripped: StrippedCharacters): string {
  const first = text.search(controlCharacters);
  if (first === -1) return text;
  if (stripped.line === 0) stripped.line = parser.line + text.slice(0, first).split("\n").length - 1;
  const clean = text.replace(controlCharacters, "");
  stripped.count += text.length - clean.length;
  return clean;
}
