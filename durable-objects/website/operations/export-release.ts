import type { ContentParts, ExportedRelease, ExportReleaseInput, ReadContentInput } from "#domain/contracts/index.ts";
import { contentPartsMax } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Leaves } from "#domain/release/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Failure = "website-not-found" | "website-deleted" | "release-not-found";

/**
 * What makes a release, but for its content, for another website of the same tenant. From now on it is kept for a week. What the
 * platform has closed is not copied: the copy would be open.
 */
export function exportRelease(
  context: WebsiteContext,
  { tenantId, releaseId }: ExportReleaseInput,
): Result<ExportedRelease, Failure | "invalid-transition"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { name, status, activeReleaseId, tenantId: owner } = usable.value;
  if (owner !== tenantId) return unknown;
  if (status === "provisioning") return fail("invalid-transition", "The website is still being created.");
  if (status === "suspended") return closed;
  const id = releaseId ?? activeReleaseId;
  const leaves = context.releases.leavesOf(id);
  if (leaves === null) return unkept;
  context.transaction(() => context.releases.putRelease(leaves, context.now()));
  return ok({
    releaseId: id,
    leaves,
    values: valuesOf(context, leaves),
    records: context.content.count(leaves.content),
    name,
  });
}

/** Also of a website that was deleted since: what has begun is ended. */
export function readContent(context: WebsiteContext, input: ReadContentInput): Result<ContentParts, Failure> {
  const { record } = context.website;
  if (record === null || record.tenantId !== input.tenantId) return unknown;
  const leaves = context.releases.leavesOf(input.releaseId);
  if (leaves === null) return unkept;
  context.transaction(() => context.releases.keepRelease(input.releaseId, context.now()));
  const nodes = input.nodes.slice(0, contentPartsMax);
  return ok(context.content.readParts({ nodes, records: input.records.slice(0, contentPartsMax) }));
}

function valuesOf({ releases }: WebsiteContext, leaves: Leaves): Readonly<Record<string, unknown>> {
  const digests = Object.values(leaves).filter((digest) => digest !== leaves.content);
  return Object.fromEntries(digests.map((digest) => [digest, releases.value(digest)]));
}

const closed = fail(
  "invalid-transition",
  "The platform has closed the website, and it is not copied until that is lifted.",
);
const unknown = fail("website-not-found", "There is no website with this id.");
const unkept = fail("release-not-found", "The website has no such release; it may have been swept.");
