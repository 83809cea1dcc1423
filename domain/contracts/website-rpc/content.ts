import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";
import type { Branch, CreateBranchInput, EditBranchInput, LookupPathsInput, PathHolders } from "../branch.ts";
import type {
  ContentSince,
  ContentSinceInput,
  PlacedPublication,
  PublicationsSince,
  PublicationsSinceInput,
  PublishInput,
  ScheduleInput,
  ScheduledPublication,
} from "../publication.ts";
import type { ChangeView, DocumentSummary, ListDocumentsInput, ListInput, ListRecordsInput, Page } from "../website.ts";
import type { BranchFailure, CloseBranchFailure, Known, PublishFailure, ScheduleFailure } from "./failures.ts";

/** The content of the active release: reading it, publishing, and branches of it. */
export interface ContentCalls {
  listDocuments(input: ListDocumentsInput): Promise<Result<Page<DocumentSummary>, Known>>;
  getDocument(documentId: string): Promise<Result<Document, Known | "document-not-found">>;
  /** Whole records of the active release, by id. A page ends before it grows beyond 4 MB, whatever its limit. */
  listRecords(input: ListRecordsInput): Promise<Result<Page<ContentRecord>, Known>>;
  getRecord(ref: RecordRef): Promise<Result<ContentRecord, Known | "record-not-found">>;
  /** Publishes at once. In force everywhere once answered; the same id again is answered with what became of the first. */
  publish(input: PublishInput): Promise<Result<PlacedPublication, PublishFailure>>;
  /** Keeps exactly these records until they are due, and publishes them then, whatever else is away. The same id again changes nothing. */
  schedule(input: ScheduleInput): Promise<Result<PlacedPublication, ScheduleFailure>>;
  /** Takes back a publication that waits, or that has not arrived yet. Answered with what became of one that came due before. */
  unschedule(publicationId: string): Promise<Result<PlacedPublication, Known>>;
  /** Publications that wait for their time, by id. */
  listScheduled(input: ListInput): Promise<Result<Page<ScheduledPublication>, Known>>;
  publicationsSince(input: PublicationsSinceInput): Promise<Result<PublicationsSince, Known>>;
  /** What the active content differs in from one that the caller has. Fails where `until` is no longer kept: begin again. */
  contentSince(input: ContentSinceInput): Promise<Result<ContentSince, Known | "release-not-found">>;
  /** Begins a branch of the active release's content; answers as before when it is there. */
  createBranch(input: CreateBranchInput): Promise<Result<Branch, BranchFailure>>;
  describeBranch(branchId: string): Promise<Result<Branch, BranchFailure>>;
  /**
   * Applies a batch to the branch. Batches are numbered from 1: one that was applied already changes nothing and is
   * answered with the branch as it stands; one beyond the next is refused with `batch-out-of-order`.
   */
  editBranch(input: EditBranchInput): Promise<Result<Branch, BranchFailure>>;
  /** Who is at these paths in the branch: published documents, terms and authors. */
  lookupPaths(input: LookupPathsInput): Promise<Result<PathHolders, BranchFailure>>;
  /**
   * Makes the branch a change of what it began with, and of these leaves; further batches are refused. The same change when called
   * again.
   */
  closeBranch(branchId: string, leaves?: ExactLeafInput): Promise<Result<ChangeView, CloseBranchFailure>>;
  /** Forgets the branch, its change too unless that was placed or is being rolled out, and previews of it. Repeatable. */
  dropBranch(branchId: string): Promise<Result<{ readonly branchId: string }, Known>>;
}
