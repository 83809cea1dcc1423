import { DurableObject } from "cloudflare:workers";
import {
  tenantLeaseMs,
  type BlobToHold,
  type ContentInput,
  type ContentVerbName,
  type ListInput,
  type RefusedAttempt,
  type ReserveWebsiteInput,
  type TenantRpc,
  type TenantState,
  type TrafficOfMonth,
  type UploadRoom,
  type WriteSettingsInput,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import type { ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import {
  hasTables,
  reportStorageFailure,
  type AlarmScheduler,
  type DeadlineHandlers,
} from "#durable-objects/support/index.ts";
import { websiteOf } from "#durable-objects/support/placement.ts";
import { assembleTenant, type TenantParts } from "./assemble-tenant.ts";
import { deliverRefusals } from "./deliver-refusals.ts";
import { alertDeadline, settleDeadline, watchDeadline, type Quotas } from "./quotas/index.ts";
import { contentEventsMs, deliverDeadline, deliverLaterDeadline, EventDeliveries } from "./event-deliveries.ts";
import {
  PublicationDeliveries,
  publishDeadline,
  publishLaterDeadline,
  resyncDeadline,
  syncDeadline,
} from "./publication-deliveries.ts";
import type { RefusalStore } from "./refusal-store.ts";
import { TenantData } from "./tenant-data.ts";
import { tellWebsites } from "./tell-websites.ts";
import type { TenantStore } from "./tenant-store.ts";

/** For so long a change of state waits for the websites to heed it; the alarm goes on with what is left. */
const tellMsMax = 1_000;

/**
 * One tenant, as far as edges have to know it without asking Postgres: what it is, which websites it has, and who tried to reach it
 * from elsewhere.
 *
 * What it keeps:
 * 1. The newest state wins, in whatever order states arrive.
 * 2. A website is on the list before it is created. So a tenant that is closed finds every website that may be served, and one that
 *    is created meanwhile finds the word that was left with its object (`operations/heed-tenant.ts`).
 * 3. Whatever has to be told is written, and an alarm set for it, in the step that makes it so.
 * 4. No more than its quota allows is made: `quotas/`.
 */
export class TenantObject extends DurableObject<ObjectBindings> implements TenantRpc {
  /** Null for a tenant that nobody told of, until somebody does. */
  #opened: TenantParts | null = null;
  readonly #data: TenantData;
  /** The telling under way: one at a time. */
  #telling: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, env: ObjectBindings) {
    super(ctx, env);
    this.#data = new TenantData(env, {
      expect: () => this.#publications.expect(Date.now()),
      expectEvents: () => new EventDeliveries(this.#alarms).expect(Date.now()),
      eventsWritten: () => new EventDeliveries(this.#alarms).soon(Date.now(), contentEventsMs),
      again: () => this.#publications.again(Date.now()),
    });
    if (!hasTables(ctx.storage.sql)) return;
    const { alarms } = this.#parts;
    void ctx.blockConcurrencyWhile(() => alarms.recover(Date.now()));
  }

  get #parts(): TenantParts {
    return (this.#opened ??= assembleTenant(this.ctx, this.env));
  }
  get #store(): TenantStore {
    return this.#parts.store;
  }
  get #refusals(): RefusalStore {
    return this.#parts.refusals;
  }
  get #alarms(): AlarmScheduler {
    return this.#parts.alarms;
  }
  get #publications(): PublicationDeliveries {
    return new PublicationDeliveries(this.#alarms);
  }
  get #quotas(): Quotas {
    return this.#parts.quotas;
  }
  /** What may be asked of any id asks this alone until it is not null: it makes no tables. */
  get #state(): TenantState | null {
    return this.#opened?.store.state ?? null;
  }

  async applyState(state: TenantState) {
    const { name } = this.ctx.id;
    if (name !== undefined && name !== state.tenantId) {
      return fail("tenant-not-found", "It is the state of another tenant.");
    }
    this.ctx.storage.transactionSync(() => {
      this.#store.apply(state);
      if (this.#hasToTell()) this.#alarms.schedule("tell-websites", Date.now() + tellMsMax);
      if (state.status !== "deleted") this.#publications.resync(Date.now());
    });
    if (this.#hasToTell()) {
      // What fails is told again by the alarm.
      const told = this.#tell().catch(() => undefined);
      await Promise.race([told, scheduler.wait(tellMsMax)]);
    }
    this.#quotas.watch();
    return ok({ version: this.#store.state!.version });
  }

  async lease() {
    const state = this.#state;
    return state === null ? unknownTenant : ok({ state, durationMs: tenantLeaseMs });
  }

  async registerWebsite({
    websiteId,
    isCreated = false,
  }: {
    readonly websiteId: string;
    readonly isCreated?: boolean;
  }) {
    return reportStorageFailure(async () => {
      const state = this.#state;
      if (state === null) return unknownTenant;
      if (!isCreated) {
        const reserved = this.#quotas.websites.reserve({ websiteId, domains: [] });
        return reserved.ok ? ok(state) : reserved;
      }
      this.ctx.storage.transactionSync(() => {
        this.#store.addWebsite(websiteId, 0);
        this.#store.holdWebsite(websiteId);
        this.#alarms.schedule("tell-websites", Date.now());
      });
      return ok(state);
    });
  }

  async readSettings() {
    const state = this.#state;
    return state === null ? unknownTenant : this.#data.readSettings(state.tenantId);
  }

  async writeSettings(input: WriteSettingsInput) {
    const state = this.#state;
    if (state === null) return unknownTenant;
    return reportStorageFailure(async () => {
      const deliveries = new EventDeliveries(this.#alarms);
      deliveries.expect(Date.now());
      const written = await this.#data.writeSettings(state.tenantId, input);
      if (written.ok) deliveries.soon(Date.now());
      return written;
    });
  }

  async content<Name extends ContentVerbName>(verb: Name, input: ContentInput<Name>) {
    const state = this.#state;
    return state === null ? unknownTenant : this.#data.content(state.tenantId, verb, input);
  }

  async reserveWebsite(input: ReserveWebsiteInput) {
    if (this.#state === null) return unknownTenant;
    return reportStorageFailure(async () => this.#quotas.websites.reserve(input));
  }
  async settleReservation(reservationId: string) {
    if (this.#state === null) return;
    await this.#quotas.websites.settle(reservationId);
    this.#quotas.watch();
  }
  async holdBlobs(blobs: readonly BlobToHold[], uploadId?: string) {
    if (this.#state === null) return unknownTenant;
    return reportStorageFailure(async () => this.#quotas.storage.hold(blobs, uploadId));
  }
  async reserveUpload(room: UploadRoom) {
    if (this.#state === null) return unknownTenant;
    return reportStorageFailure(async () => {
      const reserved = this.#quotas.storage.reserveUpload(room);
      this.#quotas.watch();
      return reserved;
    });
  }
  async releaseUpload(uploadId: string) {
    if (this.#state === null) return;
    this.#quotas.storage.releaseUpload(uploadId);
    this.#quotas.watch();
  }
  async keepBlobs(blobs: readonly BlobToHold[]) {
    if (this.#state === null) return unknownTenant;
    return reportStorageFailure(async () => {
      const kept = this.#quotas.storage.keep(blobs);
      this.#quotas.watch();
      return kept;
    });
  }
  async missingBlobs(digests: readonly Digest[]) {
    return this.#state === null ? digests : this.#quotas.storage.missing(digests);
  }
  async beginDeployment(place: string) {
    return this.#state === null ? unknownTenant : this.#quotas.beginDeployment(place);
  }
  async endDeployment(place: string) {
    if (this.#state !== null) this.#quotas.endDeployment(place);
  }
  async noteTraffic(months: readonly TrafficOfMonth[]) {
    if (this.#state !== null) this.#quotas.noteTraffic(months);
  }
  async readUsage(input: ListInput) {
    return this.#state === null ? unknownTenant : this.#quotas.read(input);
  }

  async listWebsites(input: ListInput) {
    return this.#state === null ? unknownTenant : ok(this.#store.pageOfWebsites(input));
  }
  async forgetWebsite(websiteId: string) {
    if (this.#state === null) return;
    this.ctx.storage.transactionSync(() => this.#store.forgetWebsite(websiteId));
    this.#quotas.watch();
  }

  async noteContentMoved(websiteId: string) {
    if (this.#state === null) return unknownTenant;
    this.ctx.storage.transactionSync(() => {
      this.#parts.moved.note(websiteId);
      this.#publications.sync(Date.now());
    });
    return ok(null);
  }

  async reportRefusal(attempt: RefusedAttempt) {
    // Whoever makes up tenants' ids shall not fill disks.
    if (this.#state === null || this.env.CONTROL_PLANE === undefined) return;
    this.ctx.storage.transactionSync(() => {
      this.#refusals.append(attempt);
      this.#alarms.schedule("deliver-refusals", Date.now());
    });
  }

  override async alarm(): Promise<void> {
    const { failed } = await this.#alarms.runDue(Date.now(), this.#handlers());
    for (const { name, error } of failed) console.error(`the deadline ${name} failed and is tried again:`, error);
  }

  #handlers(): DeadlineHandlers {
    const deliverEvents = async () => {
      const { state } = this.#store;
      // With a tenant its tables go, and what they still held.
      if (state === null || state.status === "deleted") return;
      await this.#data.deliverEvents(state.tenantId);
    };
    const deliverPublications = async () => {
      const { state } = this.#store;
      if (state !== null && state.status !== "deleted") await this.#data.deliverPublications(state.tenantId);
    };
    return {
      [syncDeadline]: async () => {
        const { state } = this.#store;
        if (state === null || state.status === "deleted") return;
        const isLeft = await this.#data.syncContent(state.tenantId, this.#parts.moved);
        if (isLeft) this.#publications.sync(Date.now());
      },
      [resyncDeadline]: () => {
        const { state } = this.#store;
        if (state === null || state.status === "deleted") return;
        this.ctx.storage.transactionSync(() => {
          this.#parts.moved.noteAll();
          this.#publications.sync(Date.now());
          this.#publications.resync(Date.now());
        });
      },
      [publishDeadline]: deliverPublications,
      [publishLaterDeadline]: deliverPublications,
      [deliverDeadline]: deliverEvents,
      [deliverLaterDeadline]: deliverEvents,
      "tell-websites": async () => {
        await this.#tell();
        // A run that was under way may have passed the place of a website that joined since.
        if (this.#hasToTell()) this.#alarms.schedule("tell-websites", Date.now());
      },
      [settleDeadline]: () => this.#quotas.settleOverdue(),
      [watchDeadline]: () => this.#quotas.watch(),
      [alertDeadline]: async () => {
        const controlPlane = controlPlaneOf(this.env);
        if (controlPlane !== null) await this.#quotas.deliverAlerts(controlPlane);
      },
      "deliver-refusals": async () => {
        const controlPlane = controlPlaneOf(this.env);
        const { state } = this.#store;
        if (state === null || controlPlane === null) return;
        const isLeft = await deliverRefusals(controlPlane, state.tenantId, this.#refusals);
        if (isLeft) this.#alarms.schedule("deliver-refusals", Date.now());
      },
    };
  }

  #hasToTell(): boolean {
    const { word } = this.#store;
    return word !== null && this.#store.untold(word.version, "", 1).length > 0;
  }

  /** A word that changes while websites are told is told by the same run. */
  #tell(): Promise<void> {
    this.#telling ??= tellWebsites(this.#store, {
      website: (websiteId) => websiteOf(this.env, websiteId),
    }).finally(() => (this.#telling = null));
    return this.#telling;
  }
}

/** Null where none is configured: then nobody is told. */
function controlPlaneOf({ CONTROL_PLANE, CONTROL_PLANE_SECRET }: ObjectBindings): ControlPlaneBindings | null {
  const isMissing = CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined;
  return isMissing ? null : { CONTROL_PLANE, CONTROL_PLANE_SECRET };
}

const unknownTenant = fail("tenant-not-found", "There is no such tenant.");
