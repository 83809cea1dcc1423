/** A block of the editor, or the HTML between blocks, whose name is null. */
export interface Block {
  /** With its namespace, such as `core/paragraph`. */
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its own HTML in order, with each inner block where it stands. */
  readonly content: readonly (string | Block)[];
  /** As it is written, with its delimiters. */
  readonly source: string;
}

export interface ParsedBlocks {
  readonly blocks: readonly Block[];
  /** What was not as the grammar wants it, in words for the report. */
  readonly faults: readonly string[];
}

interface OpenBlock {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly content: (string | Block)[];
  readonly start: number;
}

interface Delimiter {
  readonly kind: "open" | "close" | "void";
  readonly name: string;
  readonly json: string | null;
  readonly start: number;
  readonly end: number;
}

const depthMax = 60;

/**
 * Reads blocks by their own grammar: `<!-- wp:name {json} -->`, `<!-- /wp:name -->`, `<!-- wp:name /-->`. A linear scan;
 * whatever it is given it ends, and no text is lost: an end without a beginning is left out, a beginning without an
 * end ends where its parent does, attributes that are no JSON are none.
 * @see https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/
 */
export function parseBlocks(source: string): ParsedBlocks {
  const roots: (string | Block)[] = [];
  const open: OpenBlock[] = [];
  const faults: string[] = [];
  const put = (piece: string | Block) => {
    if (piece !== "") (open.at(-1)?.content ?? roots).push(piece);
  };
  const close = (end: number) => {
    const { name, attributes, content, start } = open.pop()!;
    put({ name, attributes, content, source: source.slice(start, end) });
  };

  let at = 0;
  for (const delimiter of delimitersOf(source)) {
    put(source.slice(at, delimiter.start));
    at = delimiter.end;
    if (delimiter.kind === "close") {
      const position = open.findLastIndex(({ name }) => name === delimiter.name);
      if (position === -1) faults.push(`an end of block ${delimiter.name} without its beginning`);
      while (position !== -1 && open.length > position) {
        if (open.length > position + 1) faults.push(`block ${open.at(-1)!.name} has no end`);
        close(open.length > position + 1 ? delimiter.start : delimiter.end);
      }
      continue;
    }
    const attributes = attributesOf(delimiter, faults);
    if (delimiter.kind === "void") {
      put({ name: delimiter.name, attributes, content: [], source: source.slice(delimiter.start, delimiter.end) });
    } else if (open.length >= depthMax) {
      faults.push(`blocks are more than ${depthMax} levels deep`);
    } else {
      open.push({ name: delimiter.name, attributes, content: [], start: delimiter.start });
    }
  }
  put(source.slice(at));
  while (open.length > 0) {
    faults.push(`block ${open.at(-1)!.name} has no end`);
    close(source.length);
  }
  return { blocks: roots.map((piece) => (typeof piece === "string" ? freeform(piece) : piece)), faults };
}

export function hasBlocks(source: string): boolean {
  return source.includes("<!-- wp:");
}

/** Its HTML with that of the blocks within it, without delimiters. */
export function htmlOf(block: Block): string {
  return block.content.map((piece) => (typeof piece === "string" ? piece : htmlOf(piece))).join("");
}

/** Its own HTML, without that of the blocks within it. */
export function ownHtmlOf(block: Block): string {
  return block.content.filter((piece) => typeof piece === "string").join("");
}

export function innerBlocksOf(block: Block): Block[] {
  return block.content.filter((piece) => typeof piece !== "string");
}

function freeform(html: string): Block {
  return { name: null, attributes: {}, content: [html], source: html };
}

const begin = /<!--\s+(\/)?wp:([a-z][a-z0-9_-]*(?:\/[a-z][a-z0-9_-]*)?)(?=\s)/g;

function* delimitersOf(source: string): Generator<Delimiter> {
  begin.lastIndex = 0;
  let from = 0;
  for (;;) {
    begin.lastIndex = from;
    const match = begin.exec(source);
    if (match === null) return;
    const end = source.indexOf("-->", begin.lastIndex);
    if (end === -1) return;
    from = end + 3;
    const rest = source.slice(match.index + match[0].length, end);
    const isVoid = rest.endsWith("/");
    const json = (isVoid ? rest.slice(0, -1) : rest).trim();
    const name = match[2]!.includes("/") ? match[2]! : `core/${match[2]!}`;
    const kind = match[1] === "/" ? "close" : isVoid ? "void" : "open";
    yield { kind, name, json: json === "" ? null : json, start: match.index, end: from };
  }
}

function attributesOf({ name, json }: Delimiter, faults: string[]): Readonly<Record<string, unknown>> {
  if (json === null) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, as for JSON of another kind.
  }
  faults.push(`block ${name} has attributes that are no JSON object`);
  return {};
}
