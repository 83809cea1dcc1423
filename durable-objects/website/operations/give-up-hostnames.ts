import { ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** When an interrupted giving up is gone on with, in milliseconds after it began. */
const resumeAfterMs = 15_000;

/**
 * Gives up the hostnames of a website that is deleted before their time: for its owner, who wants them for another. Through a drain,
 * so that nobody is told any more that the website is gone once somebody else has its name. Another website keeps its own.
 */
export function giveUpHostnames(context: WebsiteContext): Promise<Result<{ readonly isDeleted: boolean }, never>> {
  return context.hostnameTurn(async () => {
    const record = context.website.record;
    if (record?.status !== "deleted") return ok({ isDeleted: false });
    if (record.hostnames.length > 0) {
      await context.leases.drain(() => context.transaction(() => writeNone(context)));
    }
    await context.claims.releaseAll(record.websiteId);
    return ok({ isDeleted: true });
  });
}

function writeNone(context: WebsiteContext): void {
  const record = context.website.record!;
  context.website.write({ ...record, hostnames: [], version: record.version + 1 });
  context.claims.keepOnly([]);
  context.alarms.schedule("release-hostnames", context.now() + resumeAfterMs);
}
