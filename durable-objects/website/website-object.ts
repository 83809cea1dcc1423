import { DurableObject } from "cloudflare:workers";
import type { RecordRef } from "#domain/content/index.ts";
import type {
  ActivateInput,
  AskContentInput,
  Asset,
  ChangedBy,
  ConfigureInput,
  ContentSinceInput,
  CloneWebsiteInput,
  CreateBranchInput,
  CreateChangeInput,
  ByViewer,
  CreatePreviewInput,
  CreateWebsiteInput,
  EditBranchInput,
  EditHostnamesInput,
  ExportReleaseInput,
  FollowTenantInput,
  ListDocumentsInput,
  ListInput,
  ListRecordsInput,
  ListReleaseRecordsInput,
  LeaseAnswer,
  LeaseInput,
  LookupPathsInput,
  PublicationsSinceInput,
  PublishInput,
  ReadContentInput,
  ReadPageInput,
  ReadTrafficInput,
  RollbackInput,
  RolloutInput,
  ScheduleInput,
  SetStatusOptions,
  TenantWord,
  UpdateWebsiteInput,
  WebsiteRpc,
} from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";
import type { TrafficBatch } from "#domain/traffic/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { hasTables, reportStorageFailure } from "#durable-objects/support/index.ts";
import { alarmHandlers } from "./alarms.ts";
import { assembleWebsite } from "./assemble-website.ts";
import { activateChange, rollBackDeployment } from "./operations/activate-change.ts";
import { followTenant, setHostnames } from "./operations/change-names.ts";
import { setRollout, setStatus } from "./operations/change-serving-state.ts";
import { cloneWebsite } from "./operations/clone-website.ts";
import { closeBranch, dropBranch } from "./operations/close-branch.ts";
import { createChange, getChange, restoreRelease } from "./operations/create-change.ts";
import { configureWebsite } from "./operations/configure-website.ts";
import { contentSince } from "./operations/content-since.ts";
import { createWebsite } from "./operations/create-website.ts";
import { describeWebsite } from "./operations/describe-website.ts";
import { createBranch, describeBranch, editBranch, lookupPaths } from "./operations/edit-branch.ts";
import { exportRelease, readContent } from "./operations/export-release.ts";
import { giveUpHostnames } from "./operations/give-up-hostnames.ts";
import { prepareChange } from "./operations/prepare-change.ts";
import { heedTenant } from "./operations/heed-tenant.ts";
import { createPreview, openPreview } from "./operations/preview-release.ts";
import { publicationsSince } from "./operations/publications-since.ts";
import { publishMeanwhile } from "./operations/publish-due.ts";
import { publishRecords } from "./operations/publish-records.ts";
import { listScheduled, schedulePublication, unschedulePublication } from "./operations/schedule-publication.ts";
import { getDocument, getRecord, listDocuments, listRecords } from "./operations/read-records.ts";
import { listReleaseRecords, readContents } from "./operations/read-contents.ts";
import { listConfigurationChanges, listSecretVersions, readConfiguration } from "./operations/read-configuration.ts";
import { askContent, readFeed, readPage, readRelease, readSitemap } from "./operations/read-release.ts";
import { takeAway } from "./operations/take-away.ts";
import { editHostnames, updateWebsite } from "./operations/update-website.ts";
import { usableWebsite, type WebsiteContext } from "./website-context.ts";

/**
 * One website: its releases, the pointer to the active one, its content and its leases.
 *
 * The invariants of DESIGN section 3 and where they are kept:
 * 1. A response is made from exactly one release: everything for rendering is read by release id
 *    (`operations/read-release.ts`), never from "the active one".
 * 2. Once a swap is acknowledged nobody is answered from the old release: `lease-grantor.ts`.
 * 3. A swap takes as long as the longest outstanding lease and one sync: `operations/place-release.ts`
 *    has everything else done before, or in the one transaction.
 * 4. Sockets stay open through a swap: `live-sockets.ts`.
 * 5. Nothing is ever purged: what is cached is named by what it holds.
 */
export class WebsiteObject extends DurableObject<ObjectBindings> implements WebsiteRpc {
  /** Null for a website that nobody made, until somebody does. */
  #opened: WebsiteContext | null = null;

  constructor(ctx: DurableObjectState, env: ObjectBindings) {
    super(ctx, env);
    if (!hasTables(ctx.storage.sql)) return;
    const { alarms, now } = this.#context;
    void ctx.blockConcurrencyWhile(() => alarms.recover(now()));
  }

  get #context(): WebsiteContext {
    return (this.#opened ??= assembleWebsite(this.ctx, this.env));
  }

  /** What may be asked of any id asks this first: it makes no tables. */
  get #isUnknown(): boolean {
    if (this.#opened === null && !hasTables(this.ctx.storage.sql)) return true;
    return this.#context.website.record === null;
  }

  async create(input: CreateWebsiteInput, untilMs?: number) {
    return reportStorageFailure(() => createWebsite(this.#context, input, untilMs));
  }
  async clone(input: CloneWebsiteInput, untilMs?: number) {
    return reportStorageFailure(() => cloneWebsite(this.#context, input, untilMs));
  }
  async exportRelease(input: ExportReleaseInput) {
    if (this.#isUnknown) return unknownWebsite;
    return reportStorageFailure(async () => exportRelease(this.#context, input));
  }
  async readContent(input: ReadContentInput) {
    if (this.#isUnknown) return unknownWebsite;
    return reportStorageFailure(async () => readContent(this.#context, input));
  }
  async describe() {
    if (this.#isUnknown) return unknownWebsite;
    return describeWebsite(this.#context);
  }
  async lease({ durationMs, traffic }: LeaseInput): Promise<LeaseAnswer> {
    if (this.#isUnknown) return unknownWebsite;
    const receipt = traffic === undefined ? {} : { traffic: this.#context.traffic.receive(traffic) };
    return { ...ok(await this.#context.leases.grant(durationMs)), ...receipt };
  }
  async countTraffic(batch: TrafficBatch | null) {
    if (this.#isUnknown) return unknownWebsite;
    return ok(await this.#context.traffic.count(batch));
  }
  async readTraffic(input: ReadTrafficInput) {
    if (this.#isUnknown) return unknownWebsite;
    return ok(this.#context.traffic.read(input));
  }

  async createChange(input: CreateChangeInput) {
    return reportStorageFailure(() => createChange(this.#context, input));
  }
  async getChange(changeId: string) {
    return getChange(this.#context, changeId);
  }
  async prepare(changeId: string) {
    return reportStorageFailure(async () => prepareChange(this.#context, changeId));
  }
  async activate(input: ActivateInput, by?: ChangedBy) {
    return reportStorageFailure(() => activateChange(this.#context, input, by));
  }
  async rollback(input: RollbackInput, by?: ChangedBy) {
    return reportStorageFailure(() => rollBackDeployment(this.#context, input, by));
  }
  async readConfiguration() {
    return readConfiguration(this.#context);
  }
  async configure(input: ConfigureInput) {
    return reportStorageFailure(() => configureWebsite(this.#context, input));
  }
  async listSecretVersions() {
    return listSecretVersions(this.#context);
  }
  async listConfigurationChanges(input: ListInput) {
    return listConfigurationChanges(this.#context, input);
  }
  async restore(releaseId: string) {
    return reportStorageFailure(async () => restoreRelease(this.#context, releaseId));
  }
  async getDeployment(deploymentId: string) {
    const usable = usableWebsite(this.#context);
    if (!usable.ok) return usable;
    const { deployments } = this.#context;
    const deployment = deployments.find(deploymentId);
    if (deployment === null) return fail("deployment-not-found", "The website has no such deployment.");
    return ok({ ...deployment, undoneBy: deployments.undoneBy(deploymentId) });
  }
  async listDeployments(input: ListInput) {
    const usable = usableWebsite(this.#context);
    return usable.ok ? ok(this.#context.deployments.list(input)) : usable;
  }

  async setRollout(input: RolloutInput) {
    return reportStorageFailure(() => setRollout(this.#context, input));
  }
  async setStatus(status: WebsiteStatus, options?: SetStatusOptions) {
    return reportStorageFailure(() => setStatus(this.#context, status, options));
  }
  async followTenant(input: FollowTenantInput) {
    if (this.#isUnknown) return unknownWebsite;
    return reportStorageFailure(() => followTenant(this.#context, input));
  }
  async takeAway(tenantId: string) {
    return reportStorageFailure(() => takeAway(this.#context, tenantId));
  }
  async heedTenant(word: TenantWord) {
    return reportStorageFailure(() => heedTenant(this.#context, word));
  }
  async giveUpHostnames(hostname?: string) {
    if (this.#isUnknown) return ok({ isDeleted: false });
    return reportStorageFailure(() => giveUpHostnames(this.#context, hostname));
  }
  async update(input: UpdateWebsiteInput, untilMs?: number) {
    if (this.#isUnknown) return unknownWebsite;
    return reportStorageFailure(() => updateWebsite(this.#context, input, untilMs));
  }
  async editHostnames(input: EditHostnamesInput, untilMs?: number) {
    if (this.#isUnknown) return unknownWebsite;
    return reportStorageFailure(() => editHostnames(this.#context, input, untilMs));
  }
  async setHostnames(hostnames: readonly string[], untilMs?: number) {
    return reportStorageFailure(() => setHostnames(this.#context, hostnames, untilMs));
  }

  async listDocuments(input: ListDocumentsInput) {
    return listDocuments(this.#context, input);
  }
  async getDocument(documentId: string) {
    return getDocument(this.#context, documentId);
  }
  async listRecords(input: ListRecordsInput) {
    return listRecords(this.#context, input);
  }
  async getRecord(ref: RecordRef) {
    return getRecord(this.#context, ref);
  }

  async createBranch(input: CreateBranchInput) {
    return reportStorageFailure(async () => createBranch(this.#context, input));
  }
  async describeBranch(branchId: string) {
    return describeBranch(this.#context, branchId);
  }
  async editBranch(input: EditBranchInput) {
    return reportStorageFailure(async () => editBranch(this.#context, input));
  }
  async lookupPaths(input: LookupPathsInput) {
    return lookupPaths(this.#context, input);
  }
  async closeBranch(branchId: string, leaves?: ExactLeafInput) {
    return reportStorageFailure(() => closeBranch(this.#context, branchId, leaves));
  }
  async dropBranch(branchId: string) {
    return reportStorageFailure(async () => dropBranch(this.#context, branchId));
  }

  async publish(input: PublishInput) {
    return reportStorageFailure(() => publishRecords(this.#context, input));
  }
  async schedule(input: ScheduleInput) {
    return reportStorageFailure(async () => schedulePublication(this.#context, input));
  }
  async unschedule(publicationId: string) {
    return reportStorageFailure(async () => unschedulePublication(this.#context, publicationId));
  }
  async listScheduled(input: ListInput) {
    return listScheduled(this.#context, input);
  }
  async publicationsSince(input: PublicationsSinceInput) {
    return publicationsSince(this.#context, input);
  }
  async contentSince(input: ContentSinceInput) {
    return reportStorageFailure(async () => contentSince(this.#context, input));
  }

  async createPreview(input: CreatePreviewInput & ByViewer) {
    return reportStorageFailure(async () => createPreview(this.#context, input));
  }
  async openPreview(token: string) {
    return openPreview(this.#context, token);
  }

  async readRelease(releaseId: string) {
    return readRelease(this.#context, releaseId);
  }
  async readContents(releaseName: string) {
    return readContents(this.#context, releaseName);
  }
  async listReleaseRecords(input: ListReleaseRecordsInput) {
    return listReleaseRecords(this.#context, input);
  }
  async readPage(input: ReadPageInput) {
    return readPage(this.#context, input);
  }
  async readFeed(input: { readonly releaseId: string; readonly path: string }) {
    return readFeed(this.#context, input);
  }
  async askContent(input: AskContentInput) {
    return askContent(this.#context, input);
  }
  async readSitemap(input: { readonly releaseId: string; readonly part: number }) {
    return readSitemap(this.#context, input);
  }
  async readAsset(digest: string): Promise<Result<Asset, "asset-not-found">> {
    const { releases, content } = this.#context;
    const contentType = releases.assetContentType(digest);
    const asset = contentType === null ? content.mediaFile(digest) : { contentType, fileName: null };
    return asset === null ? fail("asset-not-found", "No release of this website has such an asset.") : ok(asset);
  }

  /** WebSocket upgrades of `/_hotswap/live`; the edge has checked host and origin. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response("A WebSocket is expected here.\n", { status: 426, headers: { Upgrade: "websocket" } });
    }
    if (this.#isUnknown) return new Response("There is no such website.\n", { status: 404 });
    const { record, isClosedByTenant } = this.#context.website;
    return isClosedByTenant
      ? new Response("This website is not available at present.\n", { status: 503 })
      : this.#context.sockets.accept(record!);
  }

  override async webSocketMessage(): Promise<void> {
    // Visitors have nothing to say here; a hibernating object needs the handler to keep their sockets.
  }

  override async alarm(): Promise<void> {
    const context = this.#context;
    const running = context.alarms.runDue(context.now(), alarmHandlers(context, this.env, this.ctx.storage.sql));
    const [{ failed }] = await Promise.all([running, publishMeanwhile(context, running)]);
    for (const { name, error } of failed) console.error(`the deadline ${name} failed and is tried again:`, error);
  }
}

const unknownWebsite = fail("website-not-found", "There is no website with this id.");
