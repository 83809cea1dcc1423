import { contentPartsMax } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** `gone`: the website that it is copied from does not have it any more. */
export type Copied = "all" | "some" | "gone";

/**
 * Copies what is missing of the content that the website is to begin with, slice by slice: each is read from the other object, checked
 * against the digests that were asked for and written in one transaction with what is missing after it. Cut off anywhere it goes on
 * where it was. Throws when the other object does not answer.
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
    const read = await answered(source.readContent({ tenantId, releaseId: clone.releaseId, ...wanted }));
    if (!read.ok) return "gone";
    // It may have been deleted while it waited.
    if (context.website.record?.status !== "provisioning") return "all";
    context.transaction(() => {
      const came = context.content.takeParts(read.value);
      const unasked = came.nodes.concat(came.records).find((digest) => !isWanted(wanted, digest));
      if (unasked !== undefined) throw new Error(`what came of ${clone.sourceId} was not asked for`);
      context.clones.want(came.children.nodes, came.children.records);
      context.clones.have(came.nodes, came.records);
    });
  }
}

function isWanted(
  { nodes, records }: { readonly nodes: readonly string[]; readonly records: readonly string[] },
  digest: string,
): boolean {
  return nodes.includes(digest) || records.includes(digest);
}
