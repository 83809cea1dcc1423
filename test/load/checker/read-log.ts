import type { AssetRead, ReadEvent } from "./history.ts";

/**
 * Reads in columns of typed arrays: about 50 bytes a read, where an object takes 200 and keeps the garbage
 * collector of the load client busy. A million reads fit in 50 MB.
 */
export class ReadLog {
  #capacity = 1024;
  #received = new Float64Array(this.#capacity);
  #answered = new Float64Array(this.#capacity);
  #status = new Uint16Array(this.#capacity);
  #bucket = new Int16Array(this.#capacity);
  #visitor = new Int32Array(this.#capacity);
  #connection = new Int32Array(this.#capacity);
  #website = new Int32Array(this.#capacity);
  #path = new Int32Array(this.#capacity);
  #release = new Int32Array(this.#capacity);
  #marker = new Int32Array(this.#capacity);
  readonly #assets = new Map<number, readonly AssetRead[]>();
  readonly #strings: string[] = [];
  readonly #numbers = new Map<string, number>();
  length = 0;

  append(read: ReadEvent): void {
    if (this.length === this.#capacity) this.#grow();
    const at = this.length++;
    this.#received[at] = read.received;
    this.#answered[at] = read.answered;
    this.#status[at] = read.status;
    this.#bucket[at] = read.bucket ?? -1;
    this.#visitor[at] = this.#numberOf(read.visitor);
    this.#connection[at] = read.connection;
    this.#website[at] = this.#numberOf(read.websiteId);
    this.#path[at] = this.#numberOf(read.path);
    this.#release[at] = this.#numberOf(read.releaseId);
    this.#marker[at] = this.#numberOf(read.marker);
    if (read.assets !== undefined) this.#assets.set(at, read.assets);
  }

  received(at: number): number {
    return this.#received[at]!;
  }
  answered(at: number): number {
    return this.#answered[at]!;
  }
  status(at: number): number {
    return this.#status[at]!;
  }
  releaseId(at: number): string | null {
    return this.#stringOf(this.#release[at]!);
  }
  marker(at: number): string | null {
    return this.#stringOf(this.#marker[at]!);
  }
  bucket(at: number): number | null {
    const bucket = this.#bucket[at]!;
    return bucket === -1 ? null : bucket;
  }
  /** The visitor as a small number, for tables by visitor. */
  visitorNumber(at: number): number {
    return this.#visitor[at]!;
  }
  assets(at: number): readonly AssetRead[] {
    return this.#assets.get(at) ?? [];
  }

  get(at: number): ReadEvent {
    const assets = this.#assets.get(at);
    return {
      type: "read",
      websiteId: this.#stringOf(this.#website[at]!)!,
      visitor: this.#stringOf(this.#visitor[at]!)!,
      connection: this.#connection[at]!,
      path: this.#stringOf(this.#path[at]!)!,
      received: this.received(at),
      answered: this.answered(at),
      status: this.status(at),
      releaseId: this.releaseId(at),
      marker: this.marker(at),
      bucket: this.bucket(at),
      ...(assets === undefined ? {} : { assets }),
    };
  }

  /** The positions of all reads, ordered by the time of the answer. */
  byAnswered(): Uint32Array {
    const order = Uint32Array.from({ length: this.length }, (_, at) => at);
    for (let at = 1; at < this.length; at++) {
      if (this.#answered[at]! < this.#answered[at - 1]!) {
        return order.sort((a, b) => this.#answered[a]! - this.#answered[b]! || a - b);
      }
    }
    return order;
  }

  #stringOf(number: number): string | null {
    return number === -1 ? null : this.#strings[number]!;
  }

  #numberOf(text: string | null): number {
    if (text === null) return -1;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#strings.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#received = grown(this.#received, new Float64Array(this.#capacity));
    this.#answered = grown(this.#answered, new Float64Array(this.#capacity));
    this.#status = grown(this.#status, new Uint16Array(this.#capacity));
    this.#bucket = grown(this.#bucket, new Int16Array(this.#capacity));
    this.#visitor = grown(this.#visitor, new Int32Array(this.#capacity));
    this.#connection = grown(this.#connection, new Int32Array(this.#capacity));
    this.#website = grown(this.#website, new Int32Array(this.#capacity));
    this.#path = grown(this.#path, new Int32Array(this.#capacity));
    this.#release = grown(this.#release, new Int32Array(this.#capacity));
    this.#marker = grown(this.#marker, new Int32Array(this.#capacity));
  }
}

function grown<Column extends Float64Array | Uint16Array | Int16Array | Int32Array>(
  old: Column,
  larger: Column,
): Column {
  larger.set(old);
  return larger;
}
