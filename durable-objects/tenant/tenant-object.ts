import { DurableObject } from "cloudflare:workers";
import {
  tenantLeaseMs,
  type BlobToHold,
  type ContentInput,
  type ContentVerbName,
  type ListInput,
  type RefusedAttempt,
  type RegisterWebsiteInput,
  type ReserveWebsiteInput,
  type TenantRpc,
  type TenantState,
  type TrafficOfMonth,
  type UploadRoom,
  type WriteSettingsInput,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { hasTables, reportStorageFailure } from "#durable-objects/support/index.ts";
import { alarmHandlers } from "./alarms.ts";
import { assembleTenant } from "./assemble-tenant.ts";
import { applyState } from "./operations/apply-state.ts";
import { changeSettings } from "./operations/change-settings.ts";
import { doContent } from "./operations/do-content.ts";
import { noteContentMoved } from "./operations/note-content-moved.ts";
import { noteRefusal } from "./operations/note-refusal.ts";
import { registerWebsite } from "./operations/register-website.ts";
import type { TenantContext } from "./tenant-context.ts";

/**
 * One tenant, as far as edges have to know it without asking Postgres: what it is, which websites it has, and who tried to reach it
 * from elsewhere.
 *
 * What it keeps:
 * 1. The newest state wins, in whatever order states arrive.
 * 2. A website is on the list before it is created. So a tenant that is closed finds every website that may be served, and one that
 *    is created meanwhile finds the word that was left with its object (`heed-tenant.ts` of a website's operations).
 * 3. Whatever has to be told is written, and an alarm set for it, in the step that makes it so.
 * 4. No more than its quota allows is made: `quotas/`.
 */
export class TenantObject extends DurableObject<ObjectBindings> implements TenantRpc {
  /** Null for a tenant that nobody told of, until somebody does. */
  #opened: TenantContext | null = null;

  constructor(ctx: DurableObjectState, env: ObjectBindings) {
    super(ctx, env);
    if (!hasTables(ctx.storage.sql)) return;
    const { alarms, now } = this.#context;
    void ctx.blockConcurrencyWhile(() => alarms.recover(now()));
  }

  get #context(): TenantContext {
    return (this.#opened ??= assembleTenant(this.ctx, this.env));
  }

  /** Null for a tenant that nobody told of. It makes no tables. */
  get #state(): TenantState | null {
    return this.#opened?.store.state ?? null;
  }

  /** What may be asked of any id is asked through this. */
  async #ask<Answer>(run: (tenant: TenantContext, state: TenantState) => Answer | Promise<Answer>) {
    const state = this.#state;
    return state === null ? unknownTenant : run(this.#context, state);
  }
  /** The same for what writes: a disk that is full is a failure. */
  #write<Value, Code extends FailureCode>(
    run: (tenant: TenantContext, state: TenantState) => Result<Value, Code> | Promise<Result<Value, Code>>,
  ) {
    return this.#ask((tenant, state) => reportStorageFailure(async () => run(tenant, state)));
  }

  async applyState(state: TenantState) {
    const { name } = this.ctx.id;
    const isAnothers = name !== undefined && name !== state.tenantId;
    return isAnothers
      ? fail("tenant-not-found", "It is the state of another tenant.")
      : applyState(this.#context, state);
  }
  async lease() {
    return this.#ask((_, state) => ok({ state, durationMs: tenantLeaseMs }));
  }

  async readSettings() {
    return this.#ask(({ data }, { tenantId }) => data.readSettings(tenantId));
  }
  async writeSettings(input: WriteSettingsInput) {
    return this.#write((tenant, state) => changeSettings(tenant, state, input));
  }
  async content<Name extends ContentVerbName>(verb: Name, input: ContentInput<Name>) {
    return this.#ask((tenant, state) => doContent(tenant, state, verb, input));
  }

  async registerWebsite(input: RegisterWebsiteInput) {
    return this.#write((tenant, state) => registerWebsite(tenant, state, input));
  }
  async listWebsites(input: ListInput) {
    return this.#ask(({ store }) => ok(store.pageOfWebsites(input)));
  }
  async forgetWebsite(websiteId: string) {
    await this.#ask(({ store, quotas, transaction }) => {
      transaction(() => store.forgetWebsite(websiteId));
      quotas.watch();
    });
  }
  async noteContentMoved(websiteId: string) {
    return this.#ask((tenant) => {
      noteContentMoved(tenant, websiteId);
      return ok(null);
    });
  }
  async reportRefusal(attempt: RefusedAttempt) {
    // Whoever makes up tenants' ids shall not fill disks.
    await this.#ask((tenant) => noteRefusal(tenant, attempt));
  }

  async reserveWebsite(input: ReserveWebsiteInput) {
    return this.#write(({ quotas }) => quotas.websites.reserve(input));
  }
  async settleReservation(reservationId: string) {
    await this.#ask(async ({ quotas }) => {
      await quotas.websites.settle(reservationId);
      quotas.watch();
    });
  }
  async holdBlobs(blobs: readonly BlobToHold[], uploadId?: string) {
    return this.#write(({ quotas }) => quotas.storage.hold(blobs, uploadId));
  }
  async keepBlobs(blobs: readonly BlobToHold[]) {
    return this.#write(({ quotas }) => {
      const kept = quotas.storage.keep(blobs);
      quotas.watch();
      return kept;
    });
  }
  async missingBlobs(digests: readonly Digest[]) {
    return this.#state === null ? digests : this.#context.quotas.storage.missing(digests);
  }
  async leaveBlobs(digests: readonly Digest[]) {
    await this.#ask(({ quotas }) => quotas.storage.leave(digests));
  }
  async leaveEditedBlobs(websiteId: string) {
    await this.#ask(async ({ data, quotas }, { tenantId, status }) => {
      // With its tenant all of it goes.
      if (status === "deprovisioning" || status === "deleted") return;
      await data.eachFileOf(tenantId, websiteId, (digests) => quotas.storage.leave(digests));
    });
  }
  async reserveUpload(room: UploadRoom) {
    return this.#write(({ quotas }) => {
      const reserved = quotas.storage.reserveUpload(room);
      quotas.watch();
      return reserved;
    });
  }
  async releaseUpload(uploadId: string) {
    await this.#ask(({ quotas }) => {
      quotas.storage.releaseUpload(uploadId);
      quotas.watch();
    });
  }
  async beginDeployment(place: string) {
    return this.#ask(({ quotas }) => quotas.beginDeployment(place));
  }
  async endDeployment(place: string) {
    await this.#ask(({ quotas }) => quotas.endDeployment(place));
  }
  async noteTraffic(months: readonly TrafficOfMonth[]) {
    await this.#ask(({ quotas }) => quotas.noteTraffic(months));
  }
  async readUsage(input: ListInput) {
    return this.#ask(({ quotas }) => quotas.read(input));
  }

  override async alarm(): Promise<void> {
    const context = this.#context;
    const { failed } = await context.alarms.runDue(context.now(), alarmHandlers(context));
    for (const { name, error } of failed) console.error(`the deadline ${name} failed and is tried again:`, error);
  }
}

const unknownTenant = fail("tenant-not-found", "There is no such tenant.");
