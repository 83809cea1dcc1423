import type { CreateWebsiteInput, Unreserved, Website } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { changeBetween, type Leaves } from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import { sweepEveryMs } from "../sweep.ts";
import { unreserved, type WebsiteContext } from "../website-context.ts";
import { describeWebsite } from "./describe-website.ts";
import { loadTheme } from "./load-theme.ts";

type Created = Result<
  Website,
  | "website-not-found"
  | "website-deleted"
  | "website-exists"
  | "hostname-taken"
  | "invalid-theme"
  | "blob-not-found"
  | Unreserved
>;

/** When an interrupted creation is taken up, in milliseconds after it began. */
const resumeAfterMs = 15_000;

/**
 * Creates the website: first the row, `provisioning`, with the hostnames that it wants; then the claims; then
 * `active`. A crash after any step is taken up by alarm, or by the same call made again. When a
 * hostname belongs to another website everything is taken back.
 */
export async function createWebsite(
  context: WebsiteContext,
  input: CreateWebsiteInput,
  untilMs = Infinity,
): Promise<Created> {
  // By what was asked for: the first content may be other words in another version.
  const { records: _, ...asked } = input;
  const creation = digestOf(asked);
  if (context.website.record === null) {
    const theme = await loadTheme(context.blobs, input.theme);
    if (!theme.ok) return theme;
    // Another call may have created it while the theme was read.
    if (context.website.record === null) {
      if (context.now() >= untilMs) return unreserved;
      context.transaction(() => beginCreation(context, input, creation, theme.value));
    }
  }
  const record = context.website.record!;
  if (record.creation !== creation) {
    return fail("website-exists", "A website with this id was created with other properties.", {
      websiteId: input.websiteId,
    });
  }
  if (record.status !== "provisioning") return describeWebsite(context);
  const finished = await finishCreation(context);
  // A call before this one took it back: this one begins anew, and hears why itself.
  return context.website.record === null && !isTaken(finished) ? createWebsite(context, input, untilMs) : finished;
}

/** Goes on from wherever the creation stands. */
export function finishCreation(context: WebsiteContext): Promise<Created> {
  return context.hostnameTurn(async () => {
    const record = context.website.record;
    if (record === null || record.status !== "provisioning") return describeWebsite(context);
    context.claims.begin(record.hostnames);
    const taken = await context.claims.claimAll(record.hostnames, record.websiteId);
    if (taken !== null) {
      await takeBackCreation(context, record.websiteId);
      return fail("hostname-taken", `The hostname ${taken} belongs to another website.`, { hostname: taken });
    }
    await context.leases.drain(() => context.transaction(() => completeCreation(context)));
    return describeWebsite(context);
  });
}

/** The row goes last: as long as hostnames are to be given up, the alarm finds what to go on with. */
async function takeBackCreation(context: WebsiteContext, websiteId: string): Promise<void> {
  context.claims.keepOnly([]);
  await context.claims.releaseAll(websiteId);
  context.transaction(() => {
    if (context.website.record?.status === "provisioning") context.website.remove();
    context.alarms.cancel("finish-creation");
  });
}

function isTaken(created: Created): boolean {
  return !created.ok && created.failure.code === "hostname-taken";
}

function beginCreation(
  context: WebsiteContext,
  input: CreateWebsiteInput,
  creation: string,
  theme: ThemePackage,
): void {
  const { releases, website, alarms } = context;
  const leaves: Leaves = {
    theme: releases.putTheme(theme),
    themeSettings: releases.putValue({}),
    plugins: releases.putValue([]),
    content: firstContent(context, input),
    configuration: releases.putValue(input.configuration),
    apiModules: releases.putValue([]),
  };
  website.write({
    websiteId: input.websiteId,
    tenantId: input.tenantId,
    name: input.name,
    epoch: crypto.randomUUID(),
    creation,
    createdAt: new Date(context.now()).toISOString(),
    status: "provisioning",
    hostnames: [...new Set(input.hostnames)],
    activeReleaseId: releases.putRelease(leaves, context.now()),
    candidate: null,
    hintReleaseId: null,
    version: 1,
  });
  alarms.schedule("finish-creation", context.now() + resumeAfterMs);
}

function firstContent({ content }: WebsiteContext, { records = [] }: CreateWebsiteInput): Digest {
  const empty = content.emptyRoot();
  if (records.length === 0) return empty;
  const edited = content.editRecords(empty, { put: records, delete: [] });
  if (!edited.ok) throw new Error(`a website cannot begin with such records: ${edited.failure.detail}`);
  return edited.value;
}

function completeCreation(context: WebsiteContext): void {
  const record = context.website.record!;
  if (record.status !== "provisioning") return; // deleted while its hostnames were being claimed
  const at = new Date(context.now()).toISOString();
  const leaves = context.releases.leavesOf(record.activeReleaseId)!;
  context.website.write({ ...record, status: "active", version: record.version + 1 });
  context.alarms.cancel("finish-creation");
  context.alarms.schedule("sweep", context.now() + sweepEveryMs);
  context.deployments.append({
    deploymentId: uuidV7(context.now()),
    kind: "initial",
    changeId: context.releases.putChange(changeBetween(leaves, leaves), context.now()),
    releaseId: record.activeReleaseId,
    previousReleaseId: null,
    undoes: null,
    activatedAt: at,
    drainMs: 0,
    message: "The website was created.",
  });
  context.emit({ type: "website-created", name: record.name, hostnames: [...record.hostnames], at });
}
