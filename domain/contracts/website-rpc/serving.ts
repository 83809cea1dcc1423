import type { ContentRecord } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { LeaseGrant } from "#domain/lease/index.ts";
import type { TrafficBatch, TrafficHour, TrafficReceipt } from "#domain/traffic/index.ts";
import type { FeedData, PageData, SitemapPart } from "../page-data.ts";
import type { ListReleaseRecordsInput, StoredReleaseContents } from "../release-contents.ts";
import type { AskContentInput, SiteAnswer } from "../site-content.ts";
import type { Page, ReleaseView } from "../website.ts";
import type { Known } from "./failures.ts";

/** Which page of which release is read. */
export interface ReadPageInput {
  readonly releaseId: Digest;
  /** Decoded, without trailing slash; `/page/<n>` at its end is a further page of a list or document. */
  readonly path: string;
  /** What follows the `?` of the address, as it was sent; only searches and old addresses heed it. */
  readonly query?: string | undefined;
}

export interface Asset {
  /** As it was uploaded: whoever serves it sees to it that a browser runs nothing of it. */
  readonly contentType: string;
  /** Of media; null for files of themes. */
  readonly fileName: string | null;
}

export interface LeaseInput {
  readonly durationMs: number;
  /** What the isolate has served: it rides along, and its receipt comes with the lease or with a later one. */
  readonly traffic?: TrafficBatch;
}

export type LeaseAnswer = Result<LeaseGrant, "website-not-found"> & { readonly traffic?: TrafficReceipt };

/** Whole hours since the epoch: from the first, to before the second. */
export interface ReadTrafficInput {
  readonly from: number;
  readonly to: number;
}

export interface TrafficPage {
  /** At most 1,000. */
  readonly hours: readonly TrafficHour[];
  /** Where to go on from; null when this is all. */
  readonly next: number | null;
}

/** What serving visitors needs, and what was served. */
export interface ServingCalls {
  /** @param input.durationMs what `leaseDurationMs` computed; the grant may be shorter, never longer */
  lease(input: LeaseInput): Promise<LeaseAnswer>;
  /**
   * Counts what an isolate has served, once however often it is called, and answers when that is on disk.
   *
   * @param batch null for a name, under which the isolate's batches are counted
   */
  countTraffic(batch: TrafficBatch | null): Promise<Result<TrafficReceipt, "website-not-found">>;
  /** What visitors were sent, by hours, oldest first; those without visitors are left out. Behind by one flush. */
  readTraffic(input: ReadTrafficInput): Promise<Result<TrafficPage, "website-not-found">>;
  /** For rendering: by release, never "the active one", so that a response is made from exactly one. */
  readRelease(releaseId: Digest): Promise<Result<ReleaseView, Known | "release-not-found">>;
  /** What a retained release is made of; `active` is the one that is active. */
  readContents(releaseName: string): Promise<Result<StoredReleaseContents, Known | "release-not-found">>;
  /** Whole records of a retained release, by id. A page ends before it grows beyond 4 MB, whatever its limit. */
  listReleaseRecords(input: ListReleaseRecordsInput): Promise<Result<Page<ContentRecord>, Known | "release-not-found">>;
  readPage(input: ReadPageInput): Promise<Result<PageData, Known | "release-not-found" | "too-many-requests">>;
  /** The feed of the list at this path: the front list, a term or an author; null where there is none. */
  readFeed(input: {
    readonly releaseId: Digest;
    readonly path: string;
  }): Promise<Result<FeedData | null, Known | "release-not-found">>;
  /** What anybody may know of a release's content: published documents, terms, authors, menus, media. */
  askContent(input: AskContentInput): Promise<Result<SiteAnswer, Known | "release-not-found" | "too-many-requests">>;
  /** @param input.part from 1; parts beyond the last are empty */
  readSitemap(input: {
    readonly releaseId: Digest;
    readonly part: number;
  }): Promise<Result<SitemapPart, Known | "release-not-found">>;
  /** Whether a retained release's theme or media name this blob, and what it is. */
  readAsset(digest: Digest): Promise<Result<Asset, Known | "asset-not-found">>;
  /** Those of these blobs that a retained release's theme or media name. */
  namedAssets(digests: readonly Digest[]): Promise<readonly Digest[]>;
}
