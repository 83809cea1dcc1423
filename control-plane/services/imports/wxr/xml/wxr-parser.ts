import { SaxesParser, type SaxesTagNS } from "saxes";
import { ExportFileError, type ExportFileFault } from "../export-file-error.ts";
import { CdataSplitter } from "./cdata-splitter.ts";
import { prefixOf, textOf, type XmlElement } from "./element.ts";
import type { WxrEntry } from "./read-wxr.ts";

export interface WxrParserLimits {
  /** Of one element of the channel; more is cut and marked. */
  readonly itemCharsMax: number;
}

/** Elements within one another. Exports have 6. */
const depthMax = 32;
/** Of one element. Exports have 2. */
const attributesMax = 100;
/** Between two events: one text, comment, tag or declaration. The parser holds all of it. */
const unbrokenCharsMax = 64_000_000;
/** Before the first element. */
const prologCharsMax = 1_000_000;

/** A strict XML parser that knows how exports are built: `rss`, `channel`, and in it elements that are given whole. */
export class WxrParser {
  readonly #parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  readonly #splitter = new CdataSplitter({
    markup: (text) => this.#parser.write(text),
    cdata: (text) => this.#writeSection(text),
  });
  readonly #limits: WxrParserLimits;
  #section = "";
  #sectionLines = 0;
  readonly #open: XmlElement[] = [];
  #entries: WxrEntry[] = [];
  #chars = 0;
  #unbroken = 0;
  #attributes = 0;
  #sawRoot = false;
  #sawChannel = false;
  #ending = false;
  #lastWhole = "";

  constructor(limits: WxrParserLimits) {
    this.#limits = limits;
    this.#parser.on("error", (error) => this.#fail(this.#ending ? "cut-off" : "not-xml", reasonOf(error)));
    this.#parser.on("doctype", () => this.#refuseDocumentType());
    this.#parser.on("attribute", () => this.#countAttribute());
    this.#parser.on("opentag", (tag) => this.#opened(tag));
    this.#parser.on("closetag", () => this.#closed());
    this.#parser.on("text", (text) => this.#addText(text));
    this.#parser.on("cdata", () => this.#addText(this.#section));
    for (const event of ["comment", "processinginstruction"] as const) {
      this.#parser.on(event, () => this.#heard());
    }
  }

  get line(): number {
    return this.#parser.line + this.#sectionLines;
  }

  write(text: string): void {
    if (text === "") return;
    this.#unbroken += text.length;
    this.#splitter.write(text);
    if (this.#unbroken > unbrokenCharsMax || (!this.#sawRoot && this.#unbroken > prologCharsMax)) {
      this.#fail("too-large", `nothing but one text, tag or declaration for ${this.#unbroken} characters`);
    }
  }

  end(): void {
    this.#ending = true;
    this.#splitter.end();
    this.#parser.close();
    if (!this.#sawChannel) this.#fail("not-wxr", "there is no channel element");
  }

  /** The elements that were completed since the last call. */
  taken(): readonly WxrEntry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  /** The parser is shown where the section is, and told nothing of what is in it. */
  #writeSection(text: string): void {
    this.#section = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    this.#parser.write("<![CDATA[]]>");
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#sectionLines += 1;
  }

  #heard(): void {
    if (this.#sawRoot) this.#unbroken = 0;
  }

  #refuseDocumentType(): never {
    return this.#fail(
      "declares-document-type",
      "the file declares a document type or entities, which exports never do",
    );
  }

  #countAttribute(): void {
    this.#attributes += 1;
    if (this.#attributes > attributesMax)
      this.#fail("too-large", `an element has more than ${attributesMax} attributes`);
  }

  #opened(tag: SaxesTagNS): void {
    this.#attributes = 0;
    this.#sawRoot = true;
    this.#heard();
    const element = elementOf(tag, this.line);
    const depth = this.#open.length;
    if (depth === 0 && element.name !== "rss") {
      this.#fail("not-wxr", `the file is no WordPress export: its first element is "${tag.name}", not "rss"`);
    }
    if (depth >= depthMax) this.#fail("too-large", `elements are more than ${depthMax} levels deep`);
    if (depth === 1 && element.name === "channel") this.#sawChannel = true;
    if (depth === 2) this.#chars = 0;
    const parent = this.#open.at(-1);
    if (depth > 2 && parent !== undefined) {
      this.#chars += 50;
      if (!this.#isOversize()) parent.children.push(element);
    }
    this.#open.push(element);
  }

  #closed(): void {
    this.#heard();
    const element = this.#open.pop();
    if (element === undefined || this.#open.length !== 2 || this.#open[1]?.name !== "channel") return;
    this.#entries.push({ element, oversize: this.#isOversize() });
    if (element.name === "item") this.#lastWhole = describe(element);
  }

  #addText(text: string): void {
    this.#heard();
    const element = this.#open.at(-1);
    if (element === undefined || this.#open.length < 3) return;
    this.#chars += text.length;
    if (!this.#isOversize()) element.text += text;
  }

  #isOversize(): boolean {
    return this.#chars > this.#limits.itemCharsMax;
  }

  #fail(code: ExportFileFault, reason: string): never {
    const line = this.line;
    const item = this.#open[2]?.name === "item" ? ` in ${describe(this.#open[2])}` : "";
    const last = this.#lastWhole === "" ? "" : ` The last whole item was ${this.#lastWhole}.`;
    const what = code === "cut-off" ? `the file ends in the middle (${reason})` : reason;
    throw new ExportFileError(code, `Line ${line}${item}: ${what}.${last}`, line);
  }
}

function elementOf(tag: SaxesTagNS, line: number): XmlElement {
  const prefix = prefixOf(tag.uri);
  const attributes = new Map<string, string>();
  for (const attribute of Object.values(tag.attributes)) attributes.set(attribute.local, attribute.value);
  return { name: prefix === "" ? tag.local : `${prefix}:${tag.local}`, attributes, text: "", children: [], line };
}

function describe(item: XmlElement): string {
  const type = textOf(item, "wp:post_type") || "item";
  const id = textOf(item, "wp:post_id");
  return `${type}${id === "" ? "" : ` ${id.slice(0, 20)}`} "${textOf(item, "title").slice(0, 60)}"`;
}

/** saxes writes `file:line:column: reason.` */
function reasonOf(error: Error): string {
  return error.message.replace(/^[^:]*:?\d+:\d+: /, "").replace(/\.$/, "");
}
