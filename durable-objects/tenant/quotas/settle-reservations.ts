import { reservationMs, type WebsiteRpc } from "#domain/contracts/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { BlobRegistry } from "./blob-registry.ts";
import type { WaitingReservation, WebsiteSlots } from "./website-slots.ts";

/** So many are asked at once. */
const concurrency = 32;
/** So long after its time a reservation is overdue: clocks of machines differ, in milliseconds. */
const clocksMs = 5_000;

export interface SettleEffects {
  readonly tenantId: string;
  website(websiteId: string): Pick<WebsiteRpc, "describe">;
  readonly blobs: Pick<BlobStore, "has">;
  /** Milliseconds since the epoch. */
  now(): number;
  transaction(run: () => void): void;
}

/**
 * Asks of all whose time is over whether what was reserved has been made. Of what cannot be asked now, or is still being made, it is
 * asked later; until then it counts.
 * @param settle asks of one reservation
 */
export async function settleReservations(
  slots: WebsiteSlots,
  registry: BlobRegistry,
  effects: SettleEffects,
  settle: (reservationId: string) => Promise<void>,
): Promise<void> {
  const dueMs = effects.now() - clocksMs;
  for (;;) {
    const overdue = slots.overdue(dueMs, concurrency);
    if (overdue.length === 0) break;
    await Promise.all(overdue.map(({ reservationId }) => settle(reservationId)));
  }
  for (;;) {
    const overdue = registry.overdue(dueMs, concurrency);
    if (overdue.length === 0) break;
    const there = await Promise.all(overdue.map((digest) => answered(effects.blobs.has(digest))));
    effects.transaction(() => {
      for (const [index, digest] of overdue.entries()) {
        if (there[index] === true) registry.keep(digest);
        else registry.release(digest);
      }
    });
  }
}

/** The same of one website, that has answered. */
export async function settleReservation(
  slots: WebsiteSlots,
  reservation: WaitingReservation,
  effects: SettleEffects,
): Promise<void> {
  const answer = await answered(effects.website(reservation.websiteId).describe()).catch(() => null);
  effects.transaction(() => {
    if (answer === null || (answer.ok && isBeingMade(answer.value, effects))) {
      slots.postpone(reservation, effects.now() + reservationMs);
    } else if (answer.ok && answer.value.tenantId === effects.tenantId && answer.value.status !== "deleted") {
      slots.keep(reservation, answer.value.hostnames);
    } else slots.release(reservation);
  });
}

/** Its object goes on by itself, until it is there or taken back. */
function isBeingMade(
  { tenantId, status }: { readonly tenantId: string; readonly status: string },
  effects: SettleEffects,
): boolean {
  return tenantId === effects.tenantId && status === "provisioning";
}

/** When to look again, in milliseconds since the epoch; null for never. */
export function nextSettlingMs(slots: WebsiteSlots, registry: BlobRegistry): number | null {
  const times = [slots.nextUntilMs, registry.nextUntilMs].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times) + clocksMs;
}
