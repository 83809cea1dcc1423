import type { CloneWebsiteInput, ExportedRelease, Unreserved, Website } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import type { LeafName, Leaves } from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { buried, unreserved, type WebsiteContext } from "../website-context.ts";
import { beginCreation, concludeCreation } from "./finish-creation.ts";

type Cloned = Result<
  Website,
  | "website-not-found"
  | "website-deleted"
  | "storage-full"
  | "website-exists"
  | "hostname-taken"
  | "invalid-transition"
  | "release-not-found"
  | Unreserved
>;

/**
 * Creates the website with the release of another: first the row, `provisioning`, with all of the release but its content; then the
 * claims of its hostnames; then the content, in slices by digest (`copy-content.ts`); then, in one transaction, that release and
 * `active`. A crash after any step is taken up by alarm, or by the same call made again. The releases are equal, digest by digest;
 * files are blobs of the tenant's already, so that none is copied.
 */
export async function cloneWebsite(
  context: WebsiteContext,
  input: CloneWebsiteInput,
  untilMs = Infinity,
): Promise<Cloned> {
  const creation = digestOf(input);
  if (context.website.record === null) {
    const { sourceId, tenantId, releaseId } = input;
    const exporting = answered(context.neighbour(sourceId).exportRelease({ tenantId, releaseId }));
    const exported = await exporting.catch((error: unknown) => {
      console.error(`the website ${sourceId} cannot be reached`, error);
      return away;
    });
    if (!exported.ok) return exported;
    // Another call may have created it meanwhile, or taken it away.
    if (context.website.record === null) {
      if (context.website.isBuried) return buried;
      if (context.now() >= untilMs) return unreserved;
      context.transaction(() => beginClone(context, input, creation, exported.value));
    }
  }
  return concludeCreation(context, input.websiteId, creation, () => cloneWebsite(context, input, untilMs));
}

const away = fail(
  "website-unavailable",
  "The website to be cloned cannot be reached at the moment. Try again shortly.",
);

/** Until all of its content is here, the website stands at a release that has none. */
function beginClone(
  context: WebsiteContext,
  input: CloneWebsiteInput,
  creation: string,
  exported: ExportedRelease,
): void {
  const { releases, clones, content } = context;
  const { leaves, releaseId, records, name } = exported;
  const value = (leaf: LeafName): unknown => exported.values[leaves[leaf]];
  const stored: Leaves = {
    theme: releases.putTheme(value("theme") as ThemePackage),
    themeSettings: releases.putValue(value("themeSettings")),
    plugins: releases.putValue(value("plugins")),
    configuration: releases.putValue(value("configuration")),
    apiModules: releases.putValue(value("apiModules")),
    content: leaves.content,
  };
  if (!isSame(stored, leaves)) throw new Error("a release did not come as it was asked for");
  clones.begin({ sourceId: input.sourceId, sourceName: name, releaseId, leaves, total: records });
  beginCreation(context, input, creation, { ...stored, content: content.emptyRoot() });
}

function isSame(stored: Leaves, leaves: Leaves): boolean {
  return (Object.entries(leaves) as [LeafName, Digest][]).every(([leaf, digest]) => stored[leaf] === digest);
}
