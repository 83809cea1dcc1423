import type { BranchFailure, ChangeView } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Change } from "#domain/release/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { viewChange } from "./create-change.ts";
import { describeBranch } from "./edit-branch.ts";

/**
 * Makes the branch a change that leads from the content that it began with to the content that it has. What was
 * published meanwhile is merged when the change is placed, as for every change. Idempotent.
 */
export function closeBranch(context: WebsiteContext, branchId: string): Result<ChangeView, BranchFailure> {
  return context.transaction(() => {
    const found = describeBranch(context, branchId);
    if (!found.ok) return found;
    const { base, root } = found.value;
    if (base === root)
      return fail("nothing-changed", "The branch holds what it began with: there is nothing to place.");
    const change: Change = { format: 1, replaces: { content: { from: base, to: root } } };
    const changeId = context.releases.putChange(change, context.now());
    context.branches.close(branchId, changeId);
    return ok(viewChange(context, changeId, change));
  });
}

/** Forgets the branch and what only it has led to. Idempotent: one that is not there is dropped already. */
export function dropBranch(
  context: WebsiteContext,
  branchId: string,
): Result<{ readonly branchId: string }, "website-not-found" | "website-deleted"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  return context.transaction(() => {
    forgetBranch(context, branchId);
    return ok({ branchId });
  });
}

/** In the caller's transaction. Its change stays when it was placed, is being rolled out or is another branch's too. */
export function forgetBranch(context: WebsiteContext, branchId: string): void {
  const changeId = context.branches.find(branchId)?.changeId ?? null;
  context.branches.remove(branchId);
  if (changeId === null || context.website.record?.candidate?.changeId === changeId) return;
  if (context.deployments.hasPlaced(changeId) || context.branches.hasChange(changeId)) return;
  context.releases.removeChange(changeId);
  context.previews.removeOfChange(changeId);
}
