import {
  mergeConfigurations,
  partEditsOf,
  wholeConfigurationSchema,
  withParts,
  type StoredConfiguration,
} from "#domain/configuration/index.ts";
import type { Configured, ConfigureFailure, ConfigureInput } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { fail, ok, type Failed, type Result } from "#domain/errors/index.ts";
import type { Change } from "#domain/release/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { placeRelease } from "./place-release.ts";
import { viewConfiguration } from "./read-configuration.ts";

/** What the edits make of each side of what visitors get. */
interface ConfiguredSides {
  readonly active: Change;
  /** Null where no rollout is under way. */
  readonly candidate: Change | null;
}

/**
 * Changes parts of the configuration as a deployment of its own: the edits are made of the base that they were meant for, and merged
 * with what is active in the transaction that flips, so that nobody's change of another part is lost. Both sides of a rollout get them.
 *
 * Idempotent by deployment id. Where all is so already nothing is placed. Fails with `edit-conflict` where somebody else changed the
 * same parts since the base, `version-mismatch` where the base is no longer kept, `invalid-request` where the whole would not be valid.
 */
export async function configureWebsite(
  context: WebsiteContext,
  input: ConfigureInput,
): Promise<Result<Configured, ConfigureFailure>> {
  const { deploymentId, base, edits, message, by } = input;
  const request = digestOf({ base, edits, message });
  const before = configuredBefore(context, deploymentId, request);
  if (before !== null) return before;
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const planned = planSides(context, input, usable.value);
  if (!planned.ok) return planned;
  if (changesNothing(planned.value)) {
    return ok({ ...viewConfiguration(context, usable.value.activeReleaseId), deployment: null });
  }
  let refused: Failed<ConfigureFailure> | null = null;
  const placed = await placeRelease(context, {
    deploymentId,
    kind: "change",
    changeId: null,
    undoes: null,
    message,
    by,
    request,
    plan(active) {
      refused = null;
      const sides = planSides(context, input, active);
      if (!sides.ok) {
        refused = sides;
        return fail("change-conflict", sides.failure.detail);
      }
      const { active: change, candidate } = sides.value;
      const changeId = context.releases.putChange(change, context.now());
      if (candidate === null) return ok({ changeId, change });
      context.releases.putChange(candidate, context.now());
      return ok({ changeId, change, candidateChange: candidate });
    },
  });
  // The plan assigns it.
  const refusal = refused as Failed<ConfigureFailure> | null;
  if (!placed.ok) return refusal ?? placed;
  return configuredBefore(context, deploymentId, request) ?? idInUse;
}

const idInUse = fail(
  "deployment-exists",
  "This id, or Idempotency-Key, was used for another deployment. Choose a new one.",
);

/** What a call with this id was answered; null where there was none. */
function configuredBefore(
  context: WebsiteContext,
  deploymentId: string,
  request: Digest,
): Result<Configured, "deployment-exists"> | null {
  const asked = context.configurationHistory.requestOf(deploymentId);
  const deployment = context.deployments.find(deploymentId);
  if (deployment === null) return null;
  if (asked !== request) return idInUse;
  const { activeReleaseId } = context.website.record!;
  // The release that it made may have been swept: then what is active has to do.
  const isKept = context.releases.leavesOf(deployment.releaseId) !== null;
  return ok({ ...viewConfiguration(context, isKept ? deployment.releaseId : activeReleaseId), deployment });
}

function planSides(
  context: WebsiteContext,
  input: ConfigureInput,
  { activeReleaseId, candidate }: WebsiteRecord,
): Result<ConfiguredSides, ConfigureFailure> {
  const { releases } = context;
  const from = releases.leavesOf(activeReleaseId)!.configuration;
  const current = releases.value<StoredConfiguration>(from)!;
  const edited = editedConfiguration(context, input, from, current);
  if (!edited.ok) return edited;
  const active = changeOf(from, releases.putValue(edited.value));
  if (candidate === null) return ok({ active, candidate: null });
  const other = releases.leavesOf(candidate.releaseId)!.configuration;
  const merging = mergeConfigurations(current, releases.value<StoredConfiguration>(other)!, edited.value);
  if ("merged" in merging) return ok({ active, candidate: changeOf(other, releases.putValue(merging.merged)) });
  const parts = merging.conflicts.map(({ part }) => `configuration: ${part}`);
  const detail = `The rollout under way changes the same: ${parts.slice(0, 5).join(", ")}. End it first.`;
  return fail("change-conflict", detail, { conflicts: parts, activeReleaseId });
}

/** The active configuration with the edits in it. */
function editedConfiguration(
  { releases }: WebsiteContext,
  { base, edits }: ConfigureInput,
  digest: Digest,
  current: StoredConfiguration,
): Result<StoredConfiguration, "invalid-request" | "edit-conflict" | "version-mismatch"> {
  const was = base === null || base === digest ? current : releases.value<StoredConfiguration>(base);
  if (was === null || !wholeConfigurationSchema.safeParse(was).success) {
    return fail("version-mismatch", "If-Match names no configuration that is still kept. Read it again.", { digest });
  }
  const merging = mergeConfigurations(was, current, withParts(was, partEditsOf(edits)));
  if ("conflicts" in merging) {
    const { conflicts } = merging;
    const parts = conflicts.map(({ part }) => part).join(", ");
    return fail("edit-conflict", `Somebody else changed ${parts} since you read it.`, { digest, conflicts });
  }
  const faults = wholeConfigurationSchema.safeParse(merging.merged).error?.issues ?? [];
  if (faults.length === 0) return ok(merging.merged);
  const named = faults.map(({ path, message }) => `${path.join(".")} ${message}`);
  return fail("invalid-request", `${named.join("; ")}.`, { faults: named });
}

function changeOf(from: Digest, to: Digest): Change {
  return { format: 1, replaces: from === to ? {} : { configuration: { from, to } } };
}

function changesNothing({ active, candidate }: ConfiguredSides): boolean {
  return [active, candidate].every((change) => change === null || change.replaces.configuration === undefined);
}
