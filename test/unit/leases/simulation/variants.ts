import type { ServingState } from "#domain/lease/index.ts";
import type { Sending } from "#workers/leases/index.ts";

/** One rule broken on purpose; the judge has to reject what comes of it. */
export interface Variant {
  readonly name: string;
  /** Swaps at once: leases run on. */
  readonly flipsWithoutDrain?: true;
  /** Which changes skip the drain. */
  readonly changesWithoutDrain?: (next: (state: ServingState) => ServingState) => boolean;
  /** What an isolate notes of a call, as it believes it when the reply comes. */
  readonly noted?: (sent: Sending, received: Pick<Sending, "at" | "ticks">) => Sending;
  /** Acknowledges before the transaction is durable. */
  readonly answersBeforeSync?: true;
  /** Believes after a start that no lease is outstanding. */
  readonly forgetsLeasesOnRestart?: true;
  /** Grants long leases before the longer maximum is durable. */
  readonly storesMaxLater?: true;
  /** Leaves its offer on the board while it drains. */
  readonly offersThroughDrain?: true;
  /** Puts a flip on the board before it is durable. */
  readonly offersBeforeSync?: true;
  /** Starts again without taking its place on the board over: what its predecessor offered stays there. */
  readonly leavesPredecessorsOffer?: true;
  /** Drains one change beside another. */
  readonly overlapsDrains?: true;
  /** Serves assets of whatever is active now beside a page made before. */
  readonly mixesAssets?: true;
  /** Looks at the clock alone, although it steps. */
  readonly trustsTheClock?: true;
}

const probe: ServingState = {
  version: 0,
  activeReleaseId: "",
  candidate: null,
  status: "active",
  hostnames: [],
  tenantId: "",
  hint: null,
  dataVersions: {},
};

export const correct: Variant = { name: "as it is" };

export const wrongVariants: readonly Variant[] = [
  { name: "a plain flip without leases", flipsWithoutDrain: true },
  { name: "a lease clock started after the call", noted: (sent, received) => ({ ...sent, ...received }) },
  {
    name: "a late reply that answers everyone",
    noted: (sent) => ({ ...sent, arrivals: Number.MAX_SAFE_INTEGER }),
  },
  { name: "a reply sent before the sync", answersBeforeSync: true },
  { name: "a restart that forgets leases", forgetsLeasesOnRestart: true },
  { name: "a maximum stored after the longer grant", storesMaxLater: true },
  { name: "an offer that stays on the board through a drain", offersThroughDrain: true },
  { name: "a flip on offer before the sync", offersBeforeSync: true },
  { name: "an instance that leaves its predecessor's offer on the board", leavesPredecessorsOffer: true },
  { name: "two drains that overlap", overlapsDrains: true },
  {
    name: "weights changed without a drain",
    changesWithoutDrain: (next) => next(probe).candidate !== null,
  },
  { name: "a page and its assets from two releases", mixesAssets: true },
  { name: "a clock that steps back and is believed", trustsTheClock: true },
];
