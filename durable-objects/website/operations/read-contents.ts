import type { ContentRecord } from "#domain/content/index.ts";
import type { ListReleaseRecordsInput, Page, StoredReleaseContents } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Leaves } from "#domain/release/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Read<Value> = Result<Value, "website-not-found" | "website-deleted" | "release-not-found">;

/** What a retained release is made of, beside its records: whoever takes it along elsewhere makes a release of the same id. */
export function readContents(context: WebsiteContext, releaseName: string): Read<StoredReleaseContents> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const releaseId = releaseName === "active" ? usable.value.activeReleaseId : releaseName;
  const found = leavesOf(context, releaseId);
  if (!found.ok) return found;
  const leaves = found.value;
  const value = <Value>(leaf: keyof Leaves) => context.releases.value<Value>(leaves[leaf])!;
  return ok({
    releaseId,
    leaves,
    name: usable.value.name,
    hostname: usable.value.hostnames[0] ?? null,
    theme: value<StoredReleaseContents["theme"]>("theme"),
    themeSettings: value<StoredReleaseContents["themeSettings"]>("themeSettings"),
    configuration: value<StoredReleaseContents["configuration"]>("configuration"),
  });
}

/** A retained release's records of a kind, by id. */
export function listReleaseRecords(
  context: WebsiteContext,
  { releaseId, ...input }: ListReleaseRecordsInput,
): Read<Page<ContentRecord>> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const leaves = leavesOf(context, releaseId);
  return leaves.ok ? ok(context.content.pageOfRecords(leaves.value.content, input)) : leaves;
}

function leavesOf(context: WebsiteContext, releaseId: string): Result<Leaves, "release-not-found"> {
  const leaves = context.releases.leavesOf(releaseId);
  return leaves === null
    ? fail("release-not-found", "The website has no such release; it may have been swept.", { releaseId })
    : ok(leaves);
}
