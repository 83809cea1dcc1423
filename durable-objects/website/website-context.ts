import type { WebsiteEvent, WebsiteRpc } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import type { AlarmScheduler } from "#durable-objects/support/index.ts";
import type { ConfigurationHistory } from "./configuration-history.ts";
import type { CloneStore } from "./clone-store.ts";
import type { BranchStore } from "./branch-store.ts";
import type { PreviewStore } from "./preview-store.ts";
import type { PublicationStore } from "./publication-store.ts";
import type { WebsiteContent } from "./website-content.ts";
import type { DeploymentStore } from "./deployment-store.ts";
import type { HostnameClaims } from "./hostname-claims.ts";
import type { LeaseGrantor } from "./lease-grantor.ts";
import type { LeftPaths } from "./left-paths.ts";
import type { LiveSockets } from "./live-sockets.ts";
import type { ReleaseStore } from "./release-store.ts";
import type { TrafficCounter } from "./traffic-counter.ts";
import type { WebsiteRecord, WebsiteStore } from "./website-store.ts";

/** What the operations on a website work with. */
export interface WebsiteContext {
  readonly website: WebsiteStore;
  readonly releases: ReleaseStore;
  readonly deployments: DeploymentStore;
  readonly configurationHistory: ConfigurationHistory;
  readonly content: WebsiteContent;
  readonly branches: BranchStore;
  readonly previews: PreviewStore;
  readonly publications: PublicationStore;
  readonly leftPaths: LeftPaths;
  readonly claims: HostnameClaims;
  readonly clones: CloneStore;
  readonly leases: LeaseGrantor;
  readonly traffic: TrafficCounter;
  readonly sockets: LiveSockets;
  readonly alarms: AlarmScheduler;
  readonly blobs: BlobStore;
  /** Runs to the end or not at all; memory goes back with the database. The next lease is the object's to grant. */
  transaction<Value>(run: () => Value): Value;
  /** Notes an event in the caller's transaction, to be delivered after it. */
  emit(event: WebsiteEvent): void;
  /** Runs one after the other what talks with the hostname directory. */
  hostnameTurn<Value>(run: () => Promise<Value>): Promise<Value>;
  /** Another website's object. */
  neighbour(websiteId: string): Pick<WebsiteRpc, "exportRelease" | "readContent">;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The website's record, if there is one that can be worked with. */
export function usableWebsite(context: WebsiteContext): Result<WebsiteRecord, "website-not-found" | "website-deleted"> {
  const record = context.website.record;
  if (record === null) return fail("website-not-found", "There is no website with this id.");
  if (record.status === "deleted") return fail("website-deleted", "The website was deleted.");
  return { ok: true, value: record };
}

/** A creation that arrives after whoever asked for it has taken it back. */
export const buried = fail("website-deleted", "The website was taken away before it was made.");

/** A call that waited for so long that its tenant no longer keeps room for what it makes: made again it finds out. */
export const unreserved = fail("website-unavailable", "The call took too long to arrive. Try again.");
