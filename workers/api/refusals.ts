import type { BranchFailure, ChangeFailure, CloseBranchFailure, PlacementFailure } from "#domain/contracts/index.ts";
import type { FailureCode } from "#domain/errors/index.ts";

/** What goes with being about a website, and with being a request at all: said once, for every such route. */
type OfEvery = "website-not-found" | "website-deleted" | "storage-full" | "invalid-request";

/** How calls of a website's object are refused. A code that the object learns has to be put here: types see to it. */
export const changeRefusals = codesOf<Exclude<ChangeFailure, OfEvery>>({
  "change-not-found": true,
  "change-conflict": true,
  "release-not-found": true,
  "invalid-record": true,
  "record-not-found": true,
  "invalid-theme": true,
  "blob-not-found": true,
});

export const placementRefusals = codesOf<Exclude<PlacementFailure, OfEvery>>({
  "invalid-transition": true,
  "release-not-active": true,
  "deployment-exists": true,
  "change-not-found": true,
  "deployment-not-found": true,
  "change-conflict": true,
  "hostname-taken": true,
});

export const branchRefusals = codesOf<Exclude<BranchFailure, OfEvery>>({
  "branch-not-found": true,
  "branch-closed": true,
  "batch-out-of-order": true,
  "too-many-branches": true,
  "invalid-record": true,
  "record-not-found": true,
  "nothing-changed": true,
});

export const closeBranchRefusals = [
  ...branchRefusals,
  ...codesOf<Exclude<CloseBranchFailure, BranchFailure | OfEvery>>({ "invalid-theme": true, "blob-not-found": true }),
] as const;

function codesOf<Code extends FailureCode>(codes: Readonly<Record<Code, true>>): readonly Code[] {
  return Object.keys(codes) as Code[];
}
