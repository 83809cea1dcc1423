import type { JsonValue } from "#domain/digest/index.ts";

const depthMax = 20;
const entriesMax = 20_000;

/**
 * A value of PHP's serialisation, as plugins keep in fields: numbers, text, arrays. Null for anything else, objects
 * included: they are never made.
 * @see https://www.php.net/manual/en/function.serialize.php
 */
export function parsePhpValue(serialized: string): JsonValue | null {
  if (!/^(?:a:\d+:\{|s:\d+:"|[idb]:[-\d]|N;)/.test(serialized)) return null;
  const reader = new PhpReader(Buffer.from(serialized, "utf8"));
  try {
    return reader.value(0);
  } catch {
    return null;
  }
}

/** Lengths count bytes, so it reads bytes. */
class PhpReader {
  readonly #bytes: Buffer;
  #at = 0;
  #entries = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(depth: number): JsonValue {
    const type = this.#take(2);
    switch (type) {
      case "N;":
        return null;
      case "i:":
      case "d:":
        return this.#number();
      case "b:":
        return this.#until(";") === "1";
      case "s:":
        return this.#text();
      case "a:":
        return this.#array(depth);
      default:
        throw new RangeError(`a PHP value of type ${type}`);
    }
  }

  #number(): number {
    const number = Number(this.#until(";"));
    if (!Number.isFinite(number)) throw new RangeError("a PHP number");
    return number;
  }

  #text(): string {
    const length = Number(this.#until(":"));
    if (this.#take(1) !== '"') throw new RangeError("a PHP text");
    const text = this.#take(length);
    if (this.#take(2) !== '";') throw new RangeError("a PHP text");
    return text;
  }

  #array(depth: number): JsonValue {
    const length = Number(this.#until(":"));
    if (this.#take(1) !== "{" || depth >= depthMax) throw new RangeError("a PHP array");
    const entries: [string, JsonValue][] = [];
    for (let count = 0; count < length; count += 1) {
      this.#entries += 1;
      if (this.#entries > entriesMax) throw new RangeError("a PHP array");
      entries.push([String(this.value(depth + 1)), this.value(depth + 1)]);
    }
    if (this.#take(1) !== "}") throw new RangeError("a PHP array");
    const isList = entries.every(([key], index) => key === String(index));
    return isList
      ? entries.map(([, value]) => value)
      : Object.fromEntries(entries.filter(([key]) => key !== "__proto__"));
  }

  #until(end: string): string {
    const to = this.#bytes.indexOf(end, this.#at);
    if (to === -1 || to - this.#at > 40) throw new RangeError("a PHP value");
    const text = this.#bytes.toString("utf8", this.#at, to);
    this.#at = to + 1;
    return text;
  }

  #take(length: number): string {
    if (!Number.isSafeInteger(length) || length < 0 || this.#at + length > this.#bytes.length)
      throw new RangeError("a PHP value");
    this.#at += length;
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }
}
