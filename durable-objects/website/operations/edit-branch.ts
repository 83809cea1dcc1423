import type { RecordRef } from "#domain/content/index.ts";
import type {
  Branch,
  BranchFailure,
  CreateBranchInput,
  EditBranchInput,
  LookupPathsInput,
  PathHolders,
} from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

/** How many branches a website may have at a time: each keeps the content that it began with. */
const branchesMax = 50;

/** Begins a branch of the active release's content, or with none of it. Idempotent by its id. */
export function createBranch(
  context: WebsiteContext,
  { branchId, isEmpty = false }: CreateBranchInput,
): Result<Branch, BranchFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  return context.transaction(() => {
    const { branches, content, releases } = context;
    const known = branches.find(branchId);
    if (known !== null) return ok(known);
    if (branches.count >= branchesMax) {
      return fail("too-many-branches", `The website has ${branchesMax} branches: drop those that are not needed.`);
    }
    const base = releases.leavesOf(usable.value.activeReleaseId)!.content;
    branches.insert(branchId, { base, root: isEmpty ? content.emptyRoot() : base }, context.now());
    return ok(branches.find(branchId)!);
  });
}

export function describeBranch(context: WebsiteContext, branchId: string): Result<Branch, BranchFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const branch = context.branches.find(branchId);
  return branch === null
    ? fail("branch-not-found", "The website has no such branch; it may have been dropped.", { branchId })
    : ok(branch);
}

/**
 * Applies the next batch, all of it or nothing. A batch that was applied before is answered and not applied again,
 * so that whoever was not answered may repeat it.
 */
export function editBranch(
  context: WebsiteContext,
  { branchId, batch, ...edits }: EditBranchInput,
): Result<Branch, BranchFailure> {
  return context.transaction(() => {
    const found = describeBranch(context, branchId);
    if (!found.ok || batch <= found.value.applied) return found;
    const { root, applied, changeId } = found.value;
    if (changeId !== null) {
      return fail("branch-closed", "The branch has become a change and takes no further batches.", { changeId });
    }
    if (batch !== applied + 1) {
      return fail("batch-out-of-order", `The next batch is ${applied + 1}, not ${batch}.`, { applied });
    }
    const edited = context.content.editRecords(root, edits);
    if (!edited.ok) return edited;
    context.branches.advance(branchId, batch, edited.value);
    return describeBranch(context, branchId);
  });
}

/** Who is at these paths in the branch as it stands. */
export function lookupPaths(
  context: WebsiteContext,
  { branchId, paths }: LookupPathsInput,
): Result<PathHolders, BranchFailure> {
  const found = describeBranch(context, branchId);
  if (!found.ok) return found;
  const view = context.content.view(found.value.root);
  const held = paths.map((path): readonly [string, RecordRef | null] => [path, view.holderAt(path)]);
  const holders = held.filter((entry): entry is readonly [string, RecordRef] => entry[1] !== null);
  return ok({ holders: Object.fromEntries(holders) });
}
