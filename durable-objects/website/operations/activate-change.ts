import type { ActivateInput, ChangedBy, PlacementFailure, RollbackInput } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeBetween } from "#domain/release/index.ts";
import type { WebsiteContext } from "../website-context.ts";
import { placeRelease } from "./place-release.ts";

/** Makes the change's release the active one, rebased onto what is active unless `replaces` insists on a base. */
export function activateChange(
  context: WebsiteContext,
  input: ActivateInput,
  by?: ChangedBy,
): Promise<Result<Deployment, PlacementFailure>> {
  return placeRelease(context, {
    deploymentId: input.deploymentId,
    kind: "change",
    changeId: input.changeId,
    undoes: null,
    message: input.message,
    by,
    plan(active) {
      if (input.replaces !== undefined && input.replaces !== active.activeReleaseId) {
        return fail("release-not-active", "The release to be replaced is no longer the active one.", {
          activeReleaseId: active.activeReleaseId,
        });
      }
      const change = context.releases.change(input.changeId);
      if (change === null) return fail("change-not-found", "The website has no such change; it may have been swept.");
      return ok({ changeId: input.changeId, change });
    },
  });
}

/**
 * Puts the leaves that a deployment replaced back to what they were, and keeps what was changed since in
 * other leaves, other documents and other parts of the configuration. Fails with `change-conflict` where the same was changed since.
 */
export function rollBackDeployment(
  context: WebsiteContext,
  input: RollbackInput,
  by?: ChangedBy,
): Promise<Result<Deployment, PlacementFailure>> {
  return placeRelease(context, {
    deploymentId: input.deploymentId,
    kind: "rollback",
    changeId: null,
    undoes: input.undoes,
    message: input.message,
    by,
    plan() {
      const undone = context.deployments.find(input.undoes);
      if (undone === null || undone.previousReleaseId === null) {
        return fail("deployment-not-found", "The website has no such deployment that could be rolled back.");
      }
      const from = context.releases.leavesOf(undone.releaseId);
      const to = context.releases.leavesOf(undone.previousReleaseId);
      if (from === null || to === null) {
        return fail("deployment-not-found", "The releases of this deployment are no longer kept.");
      }
      const change = changeBetween(from, to);
      return ok({ changeId: context.releases.putChange(change, context.now()), change });
    },
  });
}
