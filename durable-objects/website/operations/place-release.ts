import type { ChangedBy, PlacementFailure } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { applyChange, type Change, type Leaves } from "#domain/release/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { mergesOf } from "./merge-leaves.ts";
import { noteConfiguration } from "./note-configuration.ts";

/** The deadline by which the tenant is told that a website's content, or its publications, have moved. */
export const contentMoved = "content-moved";

/** What is to be placed, asked again in the transaction that flips: its base may have moved meanwhile. */
export interface Placement extends Pick<Deployment, "deploymentId" | "kind" | "undoes" | "message"> {
  /** The change asked for; null where the plan makes it of what is undone. */
  readonly changeId: string | null;
  /** On whose behalf; left out where it is not told. */
  readonly by?: ChangedBy | undefined;
  /** Digest of what was asked of the configuration, where the placement is a change of that alone. */
  readonly request?: string;
  /** The change to apply to the active release. */
  plan(active: WebsiteRecord): Result<PlannedChange, PlacementFailure>;
  /** Notes what follows from it, in the transaction that flips. */
  placed?(deployment: Deployment): void;
}

export interface PlannedChange {
  readonly changeId: string;
  readonly change: Change;
  /** What it does to the other side of a rollout; absent: the rollout's change is applied anew to what becomes active. */
  readonly candidateChange?: Change | undefined;
}

/**
 * Points the website at a new release, once every lease on the old one has run out.
 *
 * Order: check, drain, check again and write in one transaction (release, pointer, deployment, event), sync,
 * tell the sockets, answer. A crash before the transaction leaves the old release, one after it the new.
 *
 * Idempotent by deployment id: asked for again it is answered as it was made. Fails with `deployment-exists` where the
 * id was used for something else, `change-conflict` or `release-not-active` (409).
 */
export async function placeRelease(
  context: WebsiteContext,
  placement: Placement,
): Promise<Result<Deployment, PlacementFailure>> {
  const already = placedBefore(context, placement);
  if (already !== null) return already;
  const checked = planRelease(context, placement);
  if (!checked.ok) return checked;
  const placed = await context.leases.drain((waitedMs) =>
    context.transaction(() => flip(context, placement, waitedMs)),
  );
  if (placed.ok) context.sockets.announce(context.website.record!);
  return placed;
}

/** What a deployment of the same id was; null when there is none. */
function placedBefore(
  context: WebsiteContext,
  { deploymentId, kind, undoes, changeId }: Placement,
): Result<Deployment, "deployment-exists"> | null {
  const deployment = context.deployments.find(deploymentId);
  if (deployment === null) return null;
  const isSame =
    deployment.kind === kind && deployment.undoes === undoes && (changeId === null || deployment.changeId === changeId);
  return isSame
    ? ok(deployment)
    : fail("deployment-exists", "This id, or Idempotency-Key, was used for another deployment. Choose a new one.", {
        deploymentId,
      });
}

const rollout = "the rollout under way";

interface Planned {
  readonly changeId: string;
  readonly leaves: Leaves;
  readonly candidate: WebsiteRecord["candidate"];
}

function flip(context: WebsiteContext, placement: Placement, drainMs: number): Result<Deployment, PlacementFailure> {
  const already = placedBefore(context, placement);
  if (already !== null) return already;
  const planned = planRelease(context, placement);
  if (!planned.ok) return planned;
  const record = context.website.record!;
  const { changeId, leaves, candidate } = planned.value;
  const deployment: Deployment = {
    deploymentId: placement.deploymentId,
    kind: placement.kind,
    changeId,
    releaseId: context.releases.putRelease(leaves, context.now()),
    previousReleaseId: record.activeReleaseId,
    undoes: placement.undoes,
    activatedAt: new Date(context.now()).toISOString(),
    drainMs,
    message: placement.message,
  };
  context.website.write({
    ...record,
    activeReleaseId: deployment.releaseId,
    candidate,
    hintReleaseId: null,
    version: record.version + 1,
  });
  context.deployments.append(deployment);
  placement.placed?.(deployment);
  const before = context.releases.leavesOf(record.activeReleaseId)!;
  if (before.content !== leaves.content) context.alarms.schedule(contentMoved, context.now());
  context.emit({ type: "release-activated", deployment, at: deployment.activatedAt });
  noteConfiguration(context, deployment, { from: before.configuration, to: leaves.configuration }, placement);
  return ok(deployment);
}

function planRelease(context: WebsiteContext, placement: Placement): Result<Planned, PlacementFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const record = usable.value;
  if (record.status === "provisioning") return fail("invalid-transition", "The website is still being created.");
  const planned = placement.plan(record);
  if (!planned.ok) return planned;
  const { changeId, change, candidateChange } = planned.value;
  const active = applied(context, context.releases.leavesOf(record.activeReleaseId)!, change, "the active release");
  if (!active.ok) return active;
  if (record.candidate === null || record.candidate.changeId === changeId) {
    return ok({ changeId, leaves: active.value, candidate: null });
  }
  // During a rollout both sides get the change, in one transaction.
  const candidate =
    candidateChange === undefined
      ? applied(context, active.value, context.releases.change(record.candidate.changeId)!, rollout)
      : applied(context, context.releases.leavesOf(record.candidate.releaseId)!, candidateChange, rollout);
  if (!candidate.ok) return candidate;
  const releaseId = context.releases.putRelease(candidate.value, context.now());
  return ok({ changeId, leaves: active.value, candidate: { ...record.candidate, releaseId } });
}

/** The leaves with the change applied, or a conflict that names what stands in the way. */
export function applied(
  context: WebsiteContext,
  leaves: Leaves,
  change: Change,
  base: string,
): Result<Leaves, "change-conflict"> {
  const result = applyChange(leaves, change, mergesOf(context));
  if ("leaves" in result) return ok(result.leaves);
  const places = result.conflicts.flatMap(({ leaf, keys }) =>
    keys.length === 0 ? [leaf] : keys.map((key) => `${leaf}: ${key}`),
  );
  return fail(
    "change-conflict",
    `The change conflicts with ${base}: ${places.slice(0, 5).join(", ")} changed meanwhile.`,
    {
      conflicts: places,
      activeReleaseId: context.website.record!.activeReleaseId,
    },
  );
}
