import type { Branch, ChangeView, CloseBranchFailure } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { changeBetween, type Change, type ExactLeafInput, type Leaves } from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { checkThemeSettings, putLeaves, viewChange } from "./create-change.ts";
import { describeBranch } from "./edit-branch.ts";
import { loadTheme } from "./load-theme.ts";

/**
 * Makes the branch a change that leads from the content that it began with to the content that it has, and from the active
 * release's leaves to these. What was published meanwhile is merged when the change is placed, as for every change. Idempotent.
 */
export async function closeBranch(
  context: WebsiteContext,
  branchId: string,
  leaves: ExactLeafInput = {},
): Promise<Result<ChangeView, CloseBranchFailure>> {
  const theme = leaves.theme === undefined ? null : await loadTheme(context.blobs, leaves.theme);
  if (theme !== null && !theme.ok) return theme;
  return context.transaction((): Result<ChangeView, CloseBranchFailure> => {
    const found = describeBranch(context, branchId);
    if (!found.ok) return found;
    const { releases } = context;
    const known = found.value.changeId === null ? null : releases.change(found.value.changeId);
    if (known !== null) return ok(viewChange(context, found.value.changeId!, known));
    const active = releases.leavesOf(context.website.record!.activeReleaseId)!;
    const settings = checkThemeSettings(leaves, theme?.value ?? releases.value<ThemePackage>(active.theme)!);
    if (!settings.ok) return settings;
    const change = changeOf(found.value, active, { ...active, ...putLeaves(releases, leaves, theme?.value) });
    if (Object.keys(change.replaces).length === 0)
      return fail("nothing-changed", "The branch holds what it began with: there is nothing to place.");
    const changeId = releases.putChange(change, context.now());
    context.branches.close(branchId, changeId);
    return ok(viewChange(context, changeId, change));
  });
}

/** Content is replaced as of the branch, the other leaves as of now. */
function changeOf({ base, root }: Pick<Branch, "base" | "root">, active: Leaves, wanted: Leaves): Change {
  return changeBetween({ ...active, content: base }, { ...wanted, content: root });
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
