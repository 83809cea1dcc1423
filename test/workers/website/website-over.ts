import type { CreateChangeInput, WebsiteRpc } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { migrate } from "#durable-objects/support/index.ts";
import { BranchStore } from "#durable-objects/website/branch-store.ts";
import { ConfigurationHistory } from "#durable-objects/website/configuration-history.ts";
import { DeploymentStore } from "#durable-objects/website/deployment-store.ts";
import { LeaseGrantor } from "#durable-objects/website/lease-grantor.ts";
import { LeftPaths } from "#durable-objects/website/left-paths.ts";
import { activateChange, rollBackDeployment } from "#durable-objects/website/operations/activate-change.ts";
import { closeBranch } from "#durable-objects/website/operations/close-branch.ts";
import { contentSince } from "#durable-objects/website/operations/content-since.ts";
import { createChange } from "#durable-objects/website/operations/create-change.ts";
import { createBranch, editBranch } from "#durable-objects/website/operations/edit-branch.ts";
import { publicationsSince } from "#durable-objects/website/operations/publications-since.ts";
import { publishWhatIsDue } from "#durable-objects/website/operations/publish-due.ts";
import { publishRecords } from "#durable-objects/website/operations/publish-records.ts";
import { getRecord } from "#durable-objects/website/operations/read-records.ts";
import {
  listScheduled,
  schedulePublication,
  unschedulePublication,
} from "#durable-objects/website/operations/schedule-publication.ts";
import { PreviewStore } from "#durable-objects/website/preview-store.ts";
import { PublicationStore } from "#durable-objects/website/publication-store.ts";
import { ReleaseStore } from "#durable-objects/website/release-store.ts";
import { WebsiteContent } from "#durable-objects/website/website-content.ts";
import type { WebsiteContext } from "#durable-objects/website/website-context.ts";
import { servingStateOf, WebsiteStore } from "#durable-objects/website/website-store.ts";
import { AlarmScheduler } from "#durable-objects/support/alarm-scheduler.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import type { Sql } from "#durable-objects/support/sql.ts";

type OverSql =
  | "publish"
  | "schedule"
  | "unschedule"
  | "listScheduled"
  | "publicationsSince"
  | "contentSince"
  | "listDeployments"
  | "getRecord"
  | "createBranch"
  | "editBranch"
  | "closeBranch"
  | "activate";

export interface WebsiteStorage {
  readonly sql: Sql;
  /** Runs all of it, or, when it throws, none. */
  transaction<Value>(run: () => Value): Value;
}

/**
 * A website's object without workerd around it: its code on a storage that is given, with a clock that is given, and no leases to wait
 * for. One that begins has no content yet.
 */
export function websiteOver(storage: WebsiteStorage, clock: { now(): number }, begins: string | null) {
  const context = open(storage, clock);
  if (begins !== null) begin(context, begins);
  const value = <Value>(result: Result<Value>): Value => {
    if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
    return result.value;
  };
  const place = async (input: Partial<CreateChangeInput>): Promise<Deployment> => {
    const empty = { put: [], delete: [] };
    const made = value(await createChange(context, { leaves: {}, documents: empty, records: empty, ...input }));
    const deploymentId = crypto.randomUUID();
    return value(await activateChange(context, { deploymentId, changeId: made.changeId, message: "" }));
  };
  const rpc: Pick<WebsiteRpc, OverSql> = {
    publish: (input) => publishRecords(context, input),
    schedule: async (input) => schedulePublication(context, input),
    unschedule: async (publicationId) => unschedulePublication(context, publicationId),
    listScheduled: async (input) => listScheduled(context, input),
    publicationsSince: async (input) => publicationsSince(context, input),
    contentSince: async (input) => contentSince(context, input),
    listDeployments: async (input) => ({ ok: true, value: context.deployments.list(input) }),
    getRecord: async (ref) => getRecord(context, ref),
    createBranch: async (input) => createBranch(context, input),
    editBranch: async (input) => editBranch(context, input),
    closeBranch: async (branchId) => closeBranch(context, branchId),
    activate: (input) => activateChange(context, input),
  };
  return {
    ...rpc,
    publishDue: () => publishWhatIsDue(context),
    shown() {
      const root = context.releases.leavesOf(context.website.record!.activeReleaseId)!.content;
      const documents = context.content
        .recordsIn(root)
        .flatMap((record) => (record.kind === "document" ? [record.value] : []));
      return Object.fromEntries(
        documents.filter(({ status }) => status === "published").map(({ path, title }) => [path, title]),
      );
    },
    change: ({ put = [], remove = [] }) => place({ documents: { put: [...put], delete: [...remove] } }),
    records: ({ put = [], delete: deletions = [] }) => place({ records: { put: [...put], delete: [...deletions] } }),
    rollBack: async (undoes: string) =>
      value(await rollBackDeployment(context, { deploymentId: crypto.randomUUID(), undoes, message: "" })),
    deployments: () => context.deployments.list({ limit: 1_000 }).items,
  };
}

/** The parts of a website that content goes through, wired as its object does. */
function open({ sql: given, transaction }: WebsiteStorage, clock: { now(): number }): WebsiteContext {
  const sql = given as unknown as SqlStorage;
  transaction(() => migrate(given, websiteMigrations));
  const website = new WebsiteStore(sql);
  const noAlarm = { getAlarm: async () => null, setAlarm: async () => {}, deleteAlarm: async () => {} };
  const leases = new LeaseGrantor(
    {
      wait: async () => {},
      writeLeaseMax: (ms) => website.writeLeaseMax(ms),
      sync: async () => {},
      readState: () => servingStateOf(website.record!, false),
      offers: { post: () => {}, withdraw: () => {} },
      abandon: (reason) => {
        throw reason;
      },
    },
    website.readLeaseMax(),
  );
  const parts = {
    website,
    leases,
    releases: new ReleaseStore(sql),
    deployments: new DeploymentStore(sql),
    configurationHistory: new ConfigurationHistory(sql),
    content: new WebsiteContent(sql, () => clock.now()),
    branches: new BranchStore(sql),
    previews: new PreviewStore(sql),
    publications: new PublicationStore(sql),
    leftPaths: new LeftPaths(sql),
    alarms: new AlarmScheduler(sql, noAlarm, () => clock.now()),
    sockets: { announce: () => {} },
    now: () => clock.now(),
    emit: () => {},
    transaction<Value>(run: () => Value): Value {
      try {
        return transaction(run);
      } catch (error) {
        website.reload();
        throw error;
      }
    },
  };
  return parts as unknown as WebsiteContext;
}

/** A website that is active, with no content. */
function begin({ website, releases, content, now }: WebsiteContext, websiteId: string): void {
  const none = releases.putValue([]);
  const leaves = {
    theme: none,
    themeSettings: releases.putValue({}),
    plugins: none,
    content: content.emptyRoot(),
    configuration: releases.putValue(configurationSchema.parse({ title: "Bakery" })),
    apiModules: none,
  };
  website.write({
    websiteId,
    tenantId: crypto.randomUUID(),
    name: "Bakery",
    epoch: crypto.randomUUID(),
    creation: "",
    createdAt: new Date(now()).toISOString(),
    status: "active",
    hostnames: ["bakery.test"],
    moved: {},
    activeReleaseId: releases.putRelease(leaves, now()),
    candidate: null,
    hintReleaseId: null,
    version: 1,
  });
}
