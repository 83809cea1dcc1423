import { contentPartsMax, type ContentParts } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** `gone`: the website that it is copied from does not have it any more; `away`: its object cannot be reached now. */
export type Copied = "all" | "some" | "away" | "gone";

/** So many are written at a time, which takes some milliseconds, and so long is paused then, for whatever else the process is asked. */
const writtenAtOnce = 10;
const pauseMs = 4;

/**
 * Copies what is missing of the content that the website is to begin with: a slice is read from the other object, checked against the
 * digests that were asked for, and written bit by bit, each in one transaction with what is missing after it. Cut off anywhere it goes
 * on where it was.
 *
 * @param msMax after which it leaves the rest to the next call
 */
export async function copyContent(context: WebsiteContext, msMax: number): Promise<Copied> {
  const until = context.now() + msMax;
  for (;;) {
    const clone = context.clones.read();
    if (clone === null) return "all";
    const wanted = context.clones.wanted(contentPartsMax);
    if (wanted.nodes.length + wanted.records.length === 0) return "all";
    if (context.now() >= until) return "some";
    const { tenantId } = context.website.record!;
    const source = context.neighbour(clone.sourceId);
    const reading = answered(source.readContent({ tenantId, releaseId: clone.releaseId, ...wanted }));
    const read = await reading.catch((error: unknown) => {
      console.error(`the content of ${clone.sourceId} cannot be read now`, error);
      return null;
    });
    if (read === null) return "away";
    if (!read.ok) return "gone";
    const asked = new Set([...wanted.nodes, ...wanted.records]);
    for (const parts of bitsOf(read.value)) {
      // It may have been deleted while it waited.
      if (context.website.record?.status !== "provisioning") return "all";
      context.transaction(() => take(context, asked, parts));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function take(context: WebsiteContext, asked: ReadonlySet<string>, parts: ContentParts): void {
  const came = context.content.takeParts(parts);
  if (![...came.nodes, ...came.records].every((digest) => asked.has(digest))) {
    throw new Error("what came of the website to be copied was not asked for");
  }
  context.clones.want(came.children.nodes, came.children.records);
  context.clones.have(came.nodes, came.records);
}

function* bitsOf({ nodes, records }: ContentParts): Generator<ContentParts> {
  for (let start = 0; start < Math.max(nodes.length, records.length); start += writtenAtOnce) {
    const end = start + writtenAtOnce;
    yield { nodes: nodes.slice(start, end), records: records.slice(start, end) };
  }
}
