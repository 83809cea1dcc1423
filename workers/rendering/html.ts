const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text made fit for content and for quoted attributes: what HTML has no way to say, such as control characters, is left
 * out.
 * @see https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
 */
export function escapeHtml(text: string): string {
  return text.replace(special, (character) => escapes[character] ?? "");
}
const special = /[&<>"'\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * HTML that our own code made and escaped: the only thing that templates put out as it is. To whatever else a template
 * does with it (comparing, filters, `size`) it is text, and what a filter makes of it is escaped again.
 */
export class SafeHtml {
  readonly #html: string;
  constructor(html: string) {
    this.#html = html;
  }
  toString(): string {
    return this.#html;
  }
  toJSON(): string {
    return this.#html;
  }
  get size(): number {
    return this.#html.length;
  }
  get length(): number {
    return this.#html.length;
  }
  equals(other: unknown): boolean {
    if (other instanceof SafeHtml) return other.#html === this.#html;
    if (isComparable(other)) return other.equals(this.#html);
    return other === this.#html;
  }
  gt(other: unknown): boolean {
    return this.#html > String(other);
  }
  geq(other: unknown): boolean {
    return this.#html >= String(other);
  }
  lt(other: unknown): boolean {
    return this.#html < String(other);
  }
  leq(other: unknown): boolean {
    return this.#html <= String(other);
  }
}

/** Liquid's `blank` and `empty`, which know themselves what equals them. */
function isComparable(value: unknown): value is { equals(other: unknown): boolean } {
  return typeof value === "object" && value !== null && "equals" in value && typeof value.equals === "function";
}
