import type { CreateWebsiteInput, Website } from "#domain/contracts/index.ts";
import { fail, type FailureCode, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { changeBetween, type Leaves } from "#domain/release/index.ts";
import { sweepEveryMs } from "../sweep.ts";
import type { WebsiteContext } from "../website-context.ts";
import { copyContent } from "./copy-content.ts";
import { describeWebsite } from "./describe-website.ts";
import { contentMoved } from "./place-release.ts";

type Finished = Result<Website, "website-not-found" | "hostname-taken" | "release-not-found">;

/** When an interrupted creation is taken up, in milliseconds after it began. */
const resumeAfterMs = 15_000;
/** So long content is copied at a time, in milliseconds: a call waits for it. */
const copyMsMax = 1_500;

/** Writes the row of a website that is being created. In the caller's transaction. */
export function beginCreation(
  { releases, website, alarms, now }: WebsiteContext,
  input: Pick<CreateWebsiteInput, "websiteId" | "tenantId" | "name" | "hostnames">,
  creation: string,
  leaves: Leaves,
): void {
  website.write({
    websiteId: input.websiteId,
    tenantId: input.tenantId,
    name: input.name,
    epoch: crypto.randomUUID(),
    creation,
    createdAt: new Date(now()).toISOString(),
    status: "provisioning",
    hostnames: [...new Set(input.hostnames)],
    moved: {},
    activeReleaseId: releases.putRelease(leaves, now()),
    candidate: null,
    hintReleaseId: null,
    version: 1,
  });
  alarms.schedule("finish-creation", now() + resumeAfterMs);
}

/**
 * Goes on with a creation whose row is there, for a call that asked for it.
 *
 * @param creation digest of what was asked for: a website that was created with something else is not its answer
 * @param again begins anew
 */
export async function concludeCreation<Code extends FailureCode>(
  context: WebsiteContext,
  websiteId: string,
  creation: string,
  again: () => Promise<Result<Website, Code>>,
): Promise<Finished | Result<Website, Code | "website-exists">> {
  const record = context.website.record!;
  if (record.creation !== creation) {
    return fail("website-exists", "A website with this id was created with other properties.", { websiteId });
  }
  if (record.status !== "provisioning") return describeWebsite(context);
  const finished = await finishCreation(context);
  // A call before this one took it back: this one begins anew, and hears why itself.
  return context.website.record === null && !isTakenBack(finished) ? again() : finished;
}

/** Goes on from wherever the creation stands. */
export function finishCreation(context: WebsiteContext): Promise<Finished> {
  return context.hostnameTurn(async () => {
    const record = context.website.record;
    if (record === null || record.status !== "provisioning") return describeWebsite(context);
    context.claims.begin(record.hostnames);
    const taken = await context.claims.claimAll(record.hostnames, record.websiteId);
    if (taken !== null) {
      await takeBackCreation(context, record.websiteId);
      return fail("hostname-taken", `The hostname ${taken} belongs to another website.`, { hostname: taken });
    }
    switch (await copyContent(context, copyMsMax)) {
      case "gone":
        await takeBackCreation(context, record.websiteId);
        return fail("release-not-found", "The website to be copied no longer has this release.");
      case "some":
        context.alarms.schedule("finish-creation", context.now());
        break;
      case "all":
        await context.leases.drain(() => context.transaction(() => completeCreation(context)));
        break;
    }
    return describeWebsite(context);
  });
}

/** The row goes last: as long as hostnames are to be given up, the alarm finds what to go on with. */
async function takeBackCreation(context: WebsiteContext, websiteId: string): Promise<void> {
  context.claims.keepOnly([]);
  await context.claims.releaseAll(websiteId);
  context.transaction(() => {
    if (context.website.record?.status === "provisioning") {
      context.website.remove();
      context.clones.end();
    }
    context.alarms.cancel("finish-creation");
  });
}

function isTakenBack(finished: Finished): boolean {
  return !finished.ok && finished.failure.code !== "website-not-found";
}

function completeCreation(context: WebsiteContext): void {
  const record = context.website.record!;
  if (record.status !== "provisioning") return; // deleted while its hostnames were being claimed
  const clone = context.clones.read();
  context.clones.end();
  const at = new Date(context.now()).toISOString();
  const leaves = clone?.leaves ?? context.releases.leavesOf(record.activeReleaseId)!;
  const activeReleaseId = context.releases.putRelease(leaves, context.now());
  context.website.write({ ...record, status: "active", activeReleaseId, version: record.version + 1 });
  context.alarms.cancel("finish-creation");
  context.alarms.schedule("sweep", context.now() + sweepEveryMs);
  if (leaves.content !== context.content.emptyRoot()) context.alarms.schedule(contentMoved, context.now());
  context.deployments.append({
    deploymentId: uuidV7(context.now()),
    kind: "initial",
    changeId: context.releases.putChange(changeBetween(leaves, leaves), context.now()),
    releaseId: activeReleaseId,
    previousReleaseId: null,
    undoes: null,
    activatedAt: at,
    drainMs: 0,
    message: clone === null ? "The website was created." : `The website was created as a copy of ${clone.sourceName}.`,
  });
  context.emit({ type: "website-created", name: record.name, hostnames: [...record.hostnames], at });
}
