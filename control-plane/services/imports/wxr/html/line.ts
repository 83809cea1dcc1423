import { cleanText, type BodyMark, type InlineNode } from "#domain/document/index.ts";

/** Gathers a line of text: neighbours of one look become one node, white space collapses as browsers do. */
export class Line {
  readonly #preserve: boolean;
  #nodes: InlineNode[] = [];

  constructor(preserve = false) {
    this.#preserve = preserve;
  }

  get isEmpty(): boolean {
    return this.#nodes.length === 0;
  }

  text(value: string, marks: readonly BodyMark[]): void {
    let text = cleanText(value);
    if (!this.#preserve) {
      text = text.replace(/[ \t\r\n\f]+/g, " ");
      if (text.startsWith(" ") && this.#endsInSpace()) text = text.slice(1);
    }
    if (text === "") return;
    const last = this.#nodes.at(-1);
    if (last?.type === "text" && sameMarks(last.marks, marks)) last.text += text;
    else this.#nodes.push(marks.length === 0 ? { type: "text", text } : { type: "text", text, marks: [...marks] });
  }

  /** @param soft made of a line end, which counts for nothing beside another break */
  break(soft = false): void {
    if (soft && (this.isEmpty || this.#nodes.at(-1)?.type === "hardBreak")) return;
    this.#trimEnd();
    this.#nodes.push({ type: "hardBreak" });
  }

  node(node: InlineNode): void {
    this.#nodes.push(node);
  }

  /** The nodes so far, without white space and breaks at the ends; it begins anew. */
  take(): InlineNode[] {
    if (!this.#preserve) this.#trimEnd();
    while (this.#nodes.at(-1)?.type === "hardBreak") {
      this.#nodes.pop();
      if (!this.#preserve) this.#trimEnd();
    }
    const from = this.#preserve ? 0 : this.#nodes.findIndex(({ type }) => type !== "hardBreak");
    const nodes = from === -1 ? [] : this.#nodes.slice(from);
    this.#nodes = [];
    return nodes;
  }

  #endsInSpace(): boolean {
    const last = this.#nodes.at(-1);
    return last === undefined || last.type === "hardBreak" || (last.type === "text" && last.text.endsWith(" "));
  }

  #trimEnd(): void {
    const last = this.#nodes.at(-1);
    if (this.#preserve || last?.type !== "text") return;
    last.text = last.text.replace(/ +$/, "");
    if (last.text === "") this.#nodes.pop();
  }
}

function sameMarks(a: readonly BodyMark[] | undefined, b: readonly BodyMark[]): boolean {
  if ((a?.length ?? 0) !== b.length) return false;
  return b.every((mark, index) => mark === a![index] || JSON.stringify(mark) === JSON.stringify(a![index]));
}
