export interface SplitHandlers {
  /** Everything but what is in CDATA sections, in pieces that may end anywhere. */
  markup(text: string): void;
  /** What a CDATA section holds, whole. */
  cdata(text: string): void;
}

type State = "markup" | "comment" | "instruction" | "cdata";

const ends: Readonly<Record<Exclude<State, "markup">, string>> = { comment: "-->", instruction: "?>", cdata: "]]>" };
const cdataStart = "<![CDATA[";

/**
 * Takes CDATA sections, which are most of an export, out of what the XML parser has to look at character by character.
 * In well-formed XML `<` begins markup wherever it stands outside of sections, comments and instructions.
 */
export class CdataSplitter {
  readonly #handlers: SplitHandlers;
  #state: State = "markup";
  /** The start of a marker, perhaps. */
  #rest = "";
  #section: string[] = [];

  constructor(handlers: SplitHandlers) {
    this.#handlers = handlers;
  }

  write(text: string): void {
    const all = this.#rest + text;
    this.#rest = "";
    let from = 0;
    while (from < all.length)
      from = this.#state === "markup" ? this.#markup(all, from) : this.#inside(all, from, this.#state);
  }

  /** Hands over what was kept back, and the beginning of a section that never ended. */
  end(): void {
    if (this.#state === "cdata") this.#handlers.markup(cdataStart);
    else if (this.#rest !== "") this.#handlers.markup(this.#rest);
  }

  #markup(all: string, from: number): number {
    const start = nextMarker(all, from);
    if (start === null) {
      this.#handlers.markup(all.slice(from));
      return all.length;
    }
    if (start.state === null) {
      this.#handlers.markup(all.slice(from, start.at));
      this.#rest = all.slice(start.at);
      return all.length;
    }
    this.#state = start.state;
    const to = start.state === "cdata" ? start.at : start.at + start.length;
    this.#handlers.markup(all.slice(from, to));
    return start.at + start.length;
  }

  #inside(all: string, from: number, state: Exclude<State, "markup">): number {
    const end = all.indexOf(ends[state], from);
    const to = end === -1 ? Math.max(from, all.length - ends[state].length + 1) : end;
    if (end !== -1) this.#state = "markup";
    else this.#rest = all.slice(to);
    if (state !== "cdata") {
      this.#handlers.markup(all.slice(from, end === -1 ? to : to + ends[state].length));
    } else {
      this.#section.push(all.slice(from, to));
      if (end !== -1) this.#handlers.cdata(this.#section.splice(0).join(""));
    }
    return end === -1 ? all.length : end + ends[state].length;
  }
}

interface Marker {
  readonly at: number;
  readonly length: number;
  /** Null when the text ends before it can be told. */
  readonly state: Exclude<State, "markup"> | null;
}

const markers = /<(?:!(?:--|\[CDATA\[|(?:-|\[C?D?A?T?A?)?$)|\?|$)/g;

function nextMarker(all: string, from: number): Marker | null {
  markers.lastIndex = from;
  const match = markers.exec(all);
  if (match === null) return null;
  const [text] = match;
  const state = text === "<!--" ? "comment" : text === cdataStart ? "cdata" : text === "<?" ? "instruction" : null;
  return { at: match.index, length: text.length, state };
}
