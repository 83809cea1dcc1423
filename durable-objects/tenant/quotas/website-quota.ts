import {
  reservationMs,
  type Reservation,
  type ReserveFailure,
  type ReserveWebsiteInput,
} from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { mayTake, standingOf } from "#domain/quota/index.ts";
import { isOpen } from "../tenant-store.ts";
import { mayBegin, unknownTenant, type QuotaParts } from "./parts.ts";
import { settleReservation } from "./settle-reservations.ts";

/** Room for websites and their custom domains. */
export class WebsiteQuota {
  readonly #parts: QuotaParts;
  /** By website, the settling under way: what one was answered is written before the next one asks. */
  readonly #settling = new Map<string, Promise<void>>();

  constructor(parts: QuotaParts) {
    this.#parts = parts;
  }

  reserve({ websiteId, domains }: ReserveWebsiteInput): Result<Reservation, ReserveFailure> {
    const { store, slots, effects } = this.#parts;
    const { state, word } = store;
    if (state === null || word === null) return unknownTenant;
    // While it is being provisioned only the control plane gets this far: it makes the first website.
    const mayHave = isOpen(state) || state.status === "provisioning";
    if (!mayHave) return fail("tenant-inactive", `The tenant is ${state.status}.`, { status: state.status });
    const isNew = !slots.has(websiteId);
    const begun = isNew ? mayBegin(state, this.#parts) : ok(null);
    if (!begun.ok) return begun;
    const website = mayTake(standingOf(state, "websites", slots.websites), isNew ? 1 : 0);
    if (!website.ok) return website;
    const room = mayTake(standingOf(state, "domains", slots.domains), slots.countNewDomains(websiteId, domains));
    if (!room.ok) return room;
    const reservation = { reservationId: crypto.randomUUID(), untilMs: effects.now() + reservationMs };
    effects.transaction(() => {
      store.addWebsite(websiteId, word.version);
      slots.reserve({ ...reservation, websiteId, domains });
      this.#parts.scheduleSettling();
    });
    return ok(reservation);
  }

  /** Resolves once the website was asked, or could not be: then it is asked later. */
  async settle(reservationId: string): Promise<void> {
    const websiteId = this.#parts.slots.find(reservationId)?.websiteId;
    if (websiteId === undefined) return;
    const before = this.#settling.get(websiteId) ?? Promise.resolve();
    const turn = before.then(() => this.#settle(reservationId));
    const kept = turn.catch(() => undefined);
    this.#settling.set(websiteId, kept);
    await turn.finally(() => {
      if (this.#settling.get(websiteId) === kept) this.#settling.delete(websiteId);
    });
  }

  async #settle(reservationId: string): Promise<void> {
    const { slots, store, effects } = this.#parts;
    const reservation = slots.find(reservationId);
    if (reservation === null) return;
    await settleReservation(slots, reservation, { ...effects, tenantId: store.state?.tenantId ?? "" });
  }
}
