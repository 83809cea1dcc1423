import { sha256, type Digest } from "#domain/digest/index.ts";
import { decodeNode, encodeNode, type Node, type NodeStore } from "#durable-objects/website/content/node.ts";

/** Nodes in memory, as bytes, counting what is read and written. */
export class MemoryNodeStore implements NodeStore {
  readonly nodes = new Map<Digest, Uint8Array>();
  reads = 0;
  writes = 0;

  read(digest: Digest): Node {
    const bytes = this.nodes.get(digest);
    if (bytes === undefined) throw new Error(`content node ${digest} is missing`);
    this.reads += 1;
    return decodeNode(bytes);
  }

  write(node: Node): Digest {
    const bytes = encodeNode(node);
    const digest = sha256(bytes);
    this.nodes.set(digest, bytes);
    this.writes += 1;
    return digest;
  }

  resetCounts(): void {
    this.reads = 0;
    this.writes = 0;
  }
}
