import type { GivenUp } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { heldHostnames, movedTo, withoutMoved, type SiteNames } from "#domain/website/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** When an interrupted giving up is gone on with, in milliseconds after it began. */
const resumeAfterMs = 15_000;

/**
 * Gives up, for its owner who wants it for another website, the hostnames of one that is deleted before their time, or the one given
 * where it does no more than lead to another hostname of this one. Through a drain, so that nobody is told any more that the website
 * is gone, or elsewhere, once somebody else has its name. A website keeps the hostnames that it is served at.
 */
export function giveUpHostnames(context: WebsiteContext, hostname?: string): Promise<Result<GivenUp, never>> {
  return context.hostnameTurn(async () => {
    const record = context.website.record;
    if (record === null) return ok({ isDeleted: false, isGivenUp: false });
    const isDeleted = record.status === "deleted";
    const isMoved = hostname !== undefined && movedTo(record.moved, hostname) !== null;
    if (!isDeleted && !isMoved) return ok({ isDeleted, isGivenUp: false });
    const left = isDeleted ? { hostnames: [], moved: {} } : withoutMoved(record, hostname!);
    if (heldHostnames(left).length < heldHostnames(record).length) {
      await context.leases.drain(() => context.transaction(() => write(context, left, isDeleted)));
    }
    await context.claims.releaseAll(record.websiteId);
    return ok({ isDeleted, isGivenUp: true });
  });
}

function write(context: WebsiteContext, left: SiteNames, isDeleted: boolean): void {
  const record = context.website.record!;
  context.website.write({ ...record, ...left, version: record.version + 1 });
  context.claims.keepOnly(heldHostnames(left));
  context.alarms.schedule(isDeleted ? "release-hostnames" : "settle-hostnames", context.now() + resumeAfterMs);
}
