import {
  reservationMs,
  type BlobToHold,
  type HoldFailure,
  type Reservation,
  type ReserveFailure,
  type ReserveWebsiteInput,
  type TenantState,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { mayTake, standingOf } from "#domain/quota/index.ts";
import type { AlarmScheduler } from "#durable-objects/support/index.ts";
import { isOpen, type TenantStore } from "../tenant-store.ts";
import { BlobRegistry } from "./blob-registry.ts";
import { nextSettlingMs, settleReservation, settleReservations, type SettleEffects } from "./settle-reservations.ts";
import { WebsiteSlots } from "./website-slots.ts";

export const settleDeadline = "settle-reservations";

export type QuotaEffects = Omit<SettleEffects, "tenantId">;

export interface QuotaParts {
  readonly store: TenantStore;
  readonly sql: SqlStorage;
  readonly alarms: AlarmScheduler;
  readonly effects: QuotaEffects;
}

/**
 * What a tenant uses of its quota, and whether it may take more. Looking and taking are one synchronous step of one object, so that
 * no two calls are given the same room. See README.md.
 */
export class Quotas {
  readonly #parts: QuotaParts;
  readonly #slots: WebsiteSlots;
  readonly #blobs: BlobRegistry;
  /** By website, the settling under way: what one was answered is written before the next one asks. */
  readonly #settling = new Map<string, Promise<void>>();

  constructor(parts: QuotaParts) {
    this.#parts = parts;
    this.#slots = new WebsiteSlots(parts.sql);
    this.#blobs = new BlobRegistry(parts.sql);
  }

  reserveWebsite({ websiteId, domains }: ReserveWebsiteInput): Result<Reservation, ReserveFailure> {
    const { store, effects } = this.#parts;
    const { state, word } = store;
    if (state === null || word === null) return unknownTenant;
    if (!isOpen(state)) return fail("tenant-inactive", `The tenant is ${state.status}.`, { status: state.status });
    const room = this.#roomFor(state, { websiteId, domains });
    if (!room.ok) return room;
    const untilMs = effects.now() + reservationMs;
    const reservation = { reservationId: crypto.randomUUID(), untilMs };
    effects.transaction(() => {
      store.addWebsite(websiteId, word.version);
      this.#slots.reserve({ ...reservation, websiteId, domains });
      this.#scheduleSettling();
    });
    return ok(reservation);
  }

  #roomFor(state: TenantState, { websiteId, domains }: ReserveWebsiteInput): Result<null, "quota-exceeded"> {
    const slots = this.#slots;
    const websites = mayTake(standingOf(state, "websites", slots.websites), slots.has(websiteId) ? 0 : 1);
    if (!websites.ok) return websites;
    return mayTake(standingOf(state, "domains", slots.domains), slots.countNewDomains(websiteId, domains));
  }

  /** Resolves once the website was asked, or could not be: then it is asked later. */
  async settle(reservationId: string): Promise<void> {
    const websiteId = this.#slots.find(reservationId)?.websiteId;
    if (websiteId === undefined) return;
    const before = this.#settling.get(websiteId) ?? Promise.resolve();
    const turn = before.then(async () => {
      const reservation = this.#slots.find(reservationId);
      if (reservation !== null) await settleReservation(this.#slots, reservation, this.#effects);
    });
    const kept = turn.catch(() => undefined);
    this.#settling.set(websiteId, kept);
    await turn.finally(() => {
      if (this.#settling.get(websiteId) === kept) this.#settling.delete(websiteId);
    });
  }

  /** What the deadline does. */
  async settleOverdue(): Promise<void> {
    await settleReservations(this.#slots, this.#blobs, this.#effects, (reservationId) => this.settle(reservationId));
    this.#scheduleSettling();
  }

  holdBlobs(blobs: readonly BlobToHold[]): Result<readonly Digest[], HoldFailure> {
    const reserved = this.#reserveBlobs(blobs);
    return reserved.ok ? ok(this.missingBlobs(blobs.map(({ digest }) => digest))) : reserved;
  }

  /** Stored so late that nobody knew of them any more, they are counted anew. */
  keepBlobs(blobs: readonly BlobToHold[]): Result<null, HoldFailure> {
    const reserved = this.#reserveBlobs(blobs);
    if (!reserved.ok) return reserved;
    this.#parts.effects.transaction(() => {
      for (const { digest } of blobs) this.#blobs.keep(digest);
    });
    return ok(null);
  }

  missingBlobs(digests: readonly Digest[]): readonly Digest[] {
    return this.#blobs.missing(digests);
  }

  #reserveBlobs(blobs: readonly BlobToHold[]): Result<null, HoldFailure> {
    const { store, effects } = this.#parts;
    const { state } = store;
    if (state === null) return unknownTenant;
    const unknown = this.#blobs.unknown(blobs);
    if (unknown.length === 0) return ok(null);
    const bytes = unknown.reduce((sum, blob) => sum + blob.bytes, 0);
    const room = mayTake(standingOf(state, "storage", this.#blobs.bytes), bytes);
    if (!room.ok) return room;
    effects.transaction(() => {
      for (const blob of unknown) this.#blobs.reserve(blob, effects.now() + reservationMs);
      this.#scheduleSettling();
    });
    return ok(null);
  }

  get #effects(): SettleEffects {
    return { ...this.#parts.effects, tenantId: this.#parts.store.state?.tenantId ?? "" };
  }

  #scheduleSettling(): void {
    const next = nextSettlingMs(this.#slots, this.#blobs);
    if (next !== null) this.#parts.alarms.schedule(settleDeadline, next);
  }
}

const unknownTenant = fail("tenant-not-found", "There is no such tenant.");
