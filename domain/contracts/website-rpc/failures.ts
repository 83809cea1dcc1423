/** What may stand in the way of anything. */
export type Known = "website-not-found" | "website-deleted" | "storage-full";

/** The call came so late that its tenant no longer keeps room for what it makes. */
export type Unreserved = "website-unavailable";

/** What may stand in the way of making or finding a change. */
export type ChangeFailure =
  | Known
  | "change-not-found"
  | "change-conflict"
  | "release-not-found"
  | "invalid-request"
  | "invalid-record"
  | "record-not-found"
  | "invalid-theme"
  | "blob-not-found";

/** What may stand in the way of changing what visitors get. */
export type PlacementFailure =
  | Known
  | "invalid-transition"
  | "release-not-active"
  | "deployment-exists"
  | "change-not-found"
  | "deployment-not-found"
  | "change-conflict"
  | "hostname-taken";

/** What may stand in the way of changing a website's configuration: somebody else's change of the same, or a base that is no longer kept. */
export type ConfigureFailure = PlacementFailure | "invalid-request" | "edit-conflict" | "version-mismatch";

/** What may stand in the way of a website's status: `forbidden` where it is the platform's to change. */
export type StatusFailure = PlacementFailure | "forbidden";

/** What may stand in the way of a publication: a record that is not valid, or whose path is another's. */
export type PublishFailure = PlacementFailure | "invalid-record" | "record-not-found";

export type ScheduleFailure = Known | "invalid-record" | "record-not-found" | "too-many-scheduled";

/** What may stand in the way of working with a branch. */
export type BranchFailure =
  | Known
  | "branch-not-found"
  | "branch-closed"
  | "batch-out-of-order"
  | "too-many-branches"
  | "invalid-record"
  | "record-not-found"
  | "nothing-changed";

/** What may stand in the way of making it a change. */
export type CloseBranchFailure = BranchFailure | "invalid-request" | "invalid-theme" | "blob-not-found";
