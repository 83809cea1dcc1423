import type { Digest } from "#domain/digest/index.ts";
import type { Node } from "./node.ts";

interface Cached {
  readonly node: Node;
  readonly bytes: number;
}

/** The nodes used last, decoded. Bounded by their encoded size: decoded they take about three times that. */
export class NodeCache {
  readonly #nodes = new Map<Digest, Cached>();
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get(digest: Digest): Node | undefined {
    const cached = this.#nodes.get(digest);
    if (cached === undefined) return undefined;
    this.#nodes.delete(digest);
    this.#nodes.set(digest, cached);
    return cached.node;
  }

  set(digest: Digest, node: Node, bytes: number): void {
    this.delete(digest);
    this.#nodes.set(digest, { node, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#nodes.keys()) {
      if (this.#bytes <= this.#bytesMax) return;
      this.delete(oldest);
    }
  }

  delete(digest: Digest): void {
    this.#bytes -= this.#nodes.get(digest)?.bytes ?? 0;
    this.#nodes.delete(digest);
  }

  /** Encoded bytes held. */
  get bytes(): number {
    return this.#bytes;
  }
}
