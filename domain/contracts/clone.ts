import type { Digest } from "#domain/digest/index.ts";
import type { Leaves, ReleaseId } from "#domain/release/index.ts";
import type { CreateWebsiteInput } from "./website.ts";

/** What makes a website of the release of another one of the same tenant. */
export interface CloneWebsiteInput extends Pick<CreateWebsiteInput, "websiteId" | "tenantId" | "name" | "hostnames"> {
  readonly sourceId: string;
  /** Left out, the one that is active as the copying begins. */
  readonly releaseId?: ReleaseId | undefined;
}

export interface ExportReleaseInput {
  readonly tenantId: string;
  /** Left out, the active one. */
  readonly releaseId?: ReleaseId | undefined;
}

/** A release but for its content, which is read by digest: kept for a week from now on, and from each reading. */
export interface ExportedRelease {
  readonly releaseId: ReleaseId;
  readonly leaves: Leaves;
  /** Of its leaves but the content, by digest. */
  readonly values: Readonly<Record<Digest, unknown>>;
  /** How many records its content holds. */
  readonly records: number;
  /** The website's. */
  readonly name: string;
}

/** How many nodes, and how many records, one reading may ask for. */
export const contentPartsMax = 100;

export interface ReadContentInput {
  readonly tenantId: string;
  readonly releaseId: ReleaseId;
  readonly nodes: readonly Digest[];
  readonly records: readonly Digest[];
}

/** The first of what was asked for, as much as comes to about 1 MB. Whoever reads checks the digests. */
export interface ContentParts {
  readonly nodes: readonly Uint8Array[];
  readonly records: readonly Uint8Array[];
}
