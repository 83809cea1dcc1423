import { DurableObject } from "cloudflare:workers";
import type { RecordRef } from "#domain/content/index.ts";
import type * as contracts from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";
import type { TrafficBatch } from "#domain/traffic/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { hasTables, reportStorageFailure } from "#durable-objects/support/index.ts";
import { alarmHandlers } from "./alarms.ts";
import { assembleWebsite } from "./assemble-website.ts";
import * as operations from "./operations/index.ts";
import type { WebsiteContext } from "./website-context.ts";

/**
 * One website: its releases, the pointer to the active one, its content and its leases.
 *
 * What holds, and where it is kept:
 * 1. A response is made from exactly one release: everything for rendering is read by release id
 *    (`operations/read-release.ts`), never from "the active one".
 * 2. Once a swap is acknowledged nobody is answered from the old release: `lease-grantor.ts`.
 * 3. A swap takes as long as the longest outstanding lease and one sync: `operations/place-release.ts`
 *    has everything else done before, or in the one transaction.
 * 4. Sockets stay open through a swap: `live-sockets.ts`.
 * 5. Nothing is ever purged: what is cached is named by what it holds.
 */
export class WebsiteObject extends DurableObject<ObjectBindings> implements contracts.WebsiteRpc {
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

  /** Runs what writes: a disk that is full is a failure. */
  #write<Value, Code extends FailureCode>(run: Run<Value, Code>) {
    return reportStorageFailure(async () => run(this.#context));
  }
  async #writeIfKnown<Value, Code extends FailureCode>(run: Run<Value, Code>) {
    return this.#isUnknown ? unknownWebsite : this.#write(run);
  }

  async create(input: contracts.CreateWebsiteInput, untilMs?: number) {
    return this.#write((website) => operations.createWebsite(website, input, untilMs));
  }
  async clone(input: contracts.CloneWebsiteInput, untilMs?: number) {
    return this.#write((website) => operations.cloneWebsite(website, input, untilMs));
  }
  async exportRelease(input: contracts.ExportReleaseInput) {
    return this.#writeIfKnown((website) => operations.exportRelease(website, input));
  }
  async readContent(input: contracts.ReadContentInput) {
    return this.#writeIfKnown((website) => operations.readContent(website, input));
  }
  async describe() {
    if (this.#isUnknown) return unknownWebsite;
    return operations.describeWebsite(this.#context);
  }
  async lease({ durationMs, traffic }: contracts.LeaseInput): Promise<contracts.LeaseAnswer> {
    if (this.#isUnknown) return unknownWebsite;
    const receipt = traffic === undefined ? {} : { traffic: this.#context.traffic.receive(traffic) };
    return { ...ok(await this.#context.leases.grant(durationMs)), ...receipt };
  }
  async countTraffic(batch: TrafficBatch | null) {
    if (this.#isUnknown) return unknownWebsite;
    return ok(await this.#context.traffic.count(batch));
  }
  async readTraffic(input: contracts.ReadTrafficInput) {
    if (this.#isUnknown) return unknownWebsite;
    return ok(this.#context.traffic.read(input));
  }

  async createChange(input: contracts.CreateChangeInput) {
    return this.#write((website) => operations.createChange(website, input));
  }
  async getChange(changeId: string) {
    return operations.getChange(this.#context, changeId);
  }
  async prepare(changeId: string) {
    return this.#write((website) => operations.prepareChange(website, changeId));
  }
  async activate(input: contracts.ActivateInput, by?: contracts.ChangedBy) {
    return this.#write((website) => operations.activateChange(website, input, by));
  }
  async rollback(input: contracts.RollbackInput, by?: contracts.ChangedBy) {
    return this.#write((website) => operations.rollBackDeployment(website, input, by));
  }
  async readConfiguration() {
    return operations.readConfiguration(this.#context);
  }
  async configure(input: contracts.ConfigureInput) {
    return this.#write((website) => operations.configureWebsite(website, input));
  }
  async listSecretVersions() {
    return operations.listSecretVersions(this.#context);
  }
  async listConfigurationChanges(input: contracts.ListInput) {
    return operations.listConfigurationChanges(this.#context, input);
  }
  async restore(releaseId: string) {
    return this.#write((website) => operations.restoreRelease(website, releaseId));
  }
  async getDeployment(deploymentId: string) {
    return operations.getDeployment(this.#context, deploymentId);
  }
  async listDeployments(input: contracts.ListInput) {
    return operations.listDeployments(this.#context, input);
  }

  async setRollout(input: contracts.RolloutInput) {
    return this.#write((website) => operations.setRollout(website, input));
  }
  async setStatus(status: WebsiteStatus, options?: contracts.SetStatusOptions) {
    return this.#write((website) => operations.setStatus(website, status, options));
  }
  async followTenant(input: contracts.FollowTenantInput) {
    return this.#writeIfKnown((website) => operations.followTenant(website, input));
  }
  async takeAway(tenantId: string) {
    return this.#write((website) => operations.takeAway(website, tenantId));
  }
  async heedTenant(word: contracts.TenantWord) {
    return this.#write((website) => operations.heedTenant(website, word));
  }
  async giveUpHostnames(hostname?: string) {
    if (this.#isUnknown) return ok({ isDeleted: false });
    return this.#write((website) => operations.giveUpHostnames(website, hostname));
  }
  async update(input: contracts.UpdateWebsiteInput, untilMs?: number) {
    return this.#writeIfKnown((website) => operations.updateWebsite(website, input, untilMs));
  }
  async editHostnames(input: contracts.EditHostnamesInput, untilMs?: number) {
    return this.#writeIfKnown((website) => operations.editHostnames(website, input, untilMs));
  }
  async setHostnames(hostnames: readonly string[], untilMs?: number) {
    return this.#write((website) => operations.setHostnames(website, hostnames, untilMs));
  }

  async listDocuments(input: contracts.ListDocumentsInput) {
    return operations.listDocuments(this.#context, input);
  }
  async getDocument(documentId: string) {
    return operations.getDocument(this.#context, documentId);
  }
  async listRecords(input: contracts.ListRecordsInput) {
    return operations.listRecords(this.#context, input);
  }
  async getRecord(ref: RecordRef) {
    return operations.getRecord(this.#context, ref);
  }

  async createBranch(input: contracts.CreateBranchInput) {
    return this.#write((website) => operations.createBranch(website, input));
  }
  async describeBranch(branchId: string) {
    return operations.describeBranch(this.#context, branchId);
  }
  async editBranch(input: contracts.EditBranchInput) {
    return this.#write((website) => operations.editBranch(website, input));
  }
  async lookupPaths(input: contracts.LookupPathsInput) {
    return operations.lookupPaths(this.#context, input);
  }
  async closeBranch(branchId: string, leaves?: ExactLeafInput) {
    return this.#write((website) => operations.closeBranch(website, branchId, leaves));
  }
  async dropBranch(branchId: string) {
    return this.#write((website) => operations.dropBranch(website, branchId));
  }

  async publish(input: contracts.PublishInput) {
    return this.#write((website) => operations.publishRecords(website, input));
  }
  async schedule(input: contracts.ScheduleInput) {
    return this.#write((website) => operations.schedulePublication(website, input));
  }
  async unschedule(publicationId: string) {
    return this.#write((website) => operations.unschedulePublication(website, publicationId));
  }
  async listScheduled(input: contracts.ListInput) {
    return operations.listScheduled(this.#context, input);
  }
  async publicationsSince(input: contracts.PublicationsSinceInput) {
    return operations.publicationsSince(this.#context, input);
  }
  async contentSince(input: contracts.ContentSinceInput) {
    return this.#write((website) => operations.contentSince(website, input));
  }

  async createPreview(input: contracts.CreatePreviewInput & contracts.ByViewer) {
    return this.#write((website) => operations.createPreview(website, input));
  }
  async openPreview(token: string) {
    return operations.openPreview(this.#context, token);
  }

  async readRelease(releaseId: string) {
    return operations.readRelease(this.#context, releaseId);
  }
  async readContents(releaseName: string) {
    return operations.readContents(this.#context, releaseName);
  }
  async listReleaseRecords(input: contracts.ListReleaseRecordsInput) {
    return operations.listReleaseRecords(this.#context, input);
  }
  async readPage(input: contracts.ReadPageInput) {
    return operations.readPage(this.#context, input);
  }
  async readFeed(input: { readonly releaseId: string; readonly path: string }) {
    return operations.readFeed(this.#context, input);
  }
  async askContent(input: contracts.AskContentInput) {
    return operations.askContent(this.#context, input);
  }
  async readSitemap(input: { readonly releaseId: string; readonly part: number }) {
    return operations.readSitemap(this.#context, input);
  }
  async readAsset(digest: string) {
    return operations.readAsset(this.#context, digest);
  }

  async namedAssets(digests: readonly string[]) {
    return this.#isUnknown ? [] : operations.namedAssets(this.#context, digests);
  }

  /** WebSocket upgrades of `/_hotswap/live`; the edge has checked host and origin. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response("A WebSocket is expected here.\n", { status: 426, headers: { Upgrade: "websocket" } });
    }
    if (this.#isUnknown) return new Response("There is no such website.\n", { status: 404 });
    return operations.openSocket(this.#context);
  }

  override async webSocketMessage(): Promise<void> {
    // Visitors have nothing to say here; a hibernating object needs the handler to keep their sockets.
  }

  override async alarm(): Promise<void> {
    const context = this.#context;
    const running = context.alarms.runDue(context.now(), alarmHandlers(context, this.env, this.ctx.storage.sql));
    const [{ failed }] = await Promise.all([running, operations.publishMeanwhile(context, running)]);
    for (const { name, error } of failed) console.error(`the deadline ${name} failed and is tried again:`, error);
  }
}

type Run<Value, Code extends FailureCode> = (
  website: WebsiteContext,
) => Result<Value, Code> | Promise<Result<Value, Code>>;

const unknownWebsite = fail("website-not-found", "There is no website with this id.");
