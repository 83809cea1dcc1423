import type {
  Drained,
  PlacementFailure,
  RolloutInput,
  SetStatusOptions,
  StatusFailure,
} from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { websiteTransitions, type WebsiteStatus } from "#domain/website/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { applied } from "./place-release.ts";

/** When all is forgotten that a deleted website was made of. */
export const eraseDeadline = "erase";
/** How long a deleted website's hostnames answer 410 before others may have them, and what it was made of is kept, in milliseconds. */
const deletedKeptMs = 30 * 24 * 60 * 60 * 1_000;

/**
 * Changes the website's status through a drain: once acknowledged, no visitor meets the old one. What the platform has closed others
 * may delete, and no more.
 */
export function setStatus(
  context: WebsiteContext,
  status: WebsiteStatus,
  { byPlatform = true }: SetStatusOptions = {},
): Promise<Result<Drained, StatusFailure>> {
  return changeServingState<StatusFailure>(context, (record) => {
    const isPlatforms = status === "suspended" || (record.status === "suspended" && status !== "deleted");
    if (isPlatforms && !byPlatform) return ofThePlatform;
    if (record.status === status) return ok(record);
    // Only its creation makes a website active for the first time: its hostnames have to be claimed.
    const creating = record.status === "provisioning" && status === "active";
    if (creating || !websiteTransitions[record.status].includes(status)) {
      return fail("invalid-transition", `A website that is ${record.status} cannot become ${status}.`, {
        status: record.status,
      });
    }
    const at = new Date(context.now()).toISOString();
    context.emit({ type: "status-changed", status, at });
    if (status === "deleted") {
      context.clones.end();
      context.alarms.schedule("release-hostnames", context.now() + deletedKeptMs);
      context.alarms.schedule(eraseDeadline, context.now() + deletedKeptMs);
      context.alarms.schedule("leave-tenant", context.now());
    }
    return ok({ ...record, status });
  });
}

/** Begins, moves or ends a rollout: which visitors get the candidate changes through a drain too. */
export function setRollout(
  context: WebsiteContext,
  { candidate }: RolloutInput,
): Promise<Result<Drained, PlacementFailure>> {
  return changeServingState<PlacementFailure>(context, (record) => {
    if (candidate === null) return ok({ ...record, candidate: null });
    const change = context.releases.change(candidate.changeId);
    if (change === null) return fail("change-not-found", "The website has no such change; it may have been swept.");
    const leaves = applied(context, context.releases.leavesOf(record.activeReleaseId)!, change, "the active release");
    if (!leaves.ok) return leaves;
    const releaseId = context.releases.putRelease(leaves.value, context.now());
    return ok({ ...record, candidate: { changeId: candidate.changeId, releaseId, weight: candidate.weight } });
  });
}

/** Writes what leases carry, through a drain. @param next decides in the transaction that flips: the record may have changed meanwhile */
export async function changeServingState<Code extends FailureCode>(
  context: WebsiteContext,
  next: (record: WebsiteRecord) => Result<WebsiteRecord, Code>,
): Promise<Result<Drained, Code | "website-not-found" | "website-deleted">> {
  return context.leases.drain((drainMs) =>
    context.transaction(() => {
      const usable = usableWebsite(context);
      if (!usable.ok) return usable;
      const changed = next(usable.value);
      if (!changed.ok) return changed;
      const version = usable.value.version + 1;
      context.website.write({ ...changed.value, version });
      return ok({ version, drainMs });
    }),
  );
}

const ofThePlatform = fail(
  "forbidden",
  "Only the platform suspends a website, and only the platform lifts that: ask it to. To close a website yourself set it to 'maintenance'.",
);
