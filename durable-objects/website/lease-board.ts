import { leaseMsMin, type LeaseGrant, type ServingState } from "#domain/lease/index.ts";

/** Where one instance of a website's object offers leases. */
export interface LeaseOffers {
  /** Lets whoever asks for the shortest lease have it, with this state, until `withdraw`. */
  post(state: ServingState): void;
  /** From here on nobody gets a lease without asking the object. */
  withdraw(): void;
}

interface Place {
  /** The instance that the place belongs to. */
  readonly instance: number;
  offer: LeaseGrant | null;
  /** By the wall clock. */
  postedAt: number;
}

/**
 * How long an offer is believed, in milliseconds: the object hears every now and then that its website is
 * visited, else the runtime would take it for idle after 10 s, and close and open its database for nothing. No
 * rule of leases hangs on it.
 */
export const offerMsMax = 5_000;

/** Websites that can be on it at once: about 20 MB of a state process. */
const websitesMax = 20_000;

/**
 * Leases that objects of this isolate offer, for the entrypoint of a state process to grant in their name: to
 * read a map costs a thousandth of a call to the object, and an edge asks for hundreds of leases at once.
 *
 * Why a lease from the board is as good as one from the object (the rules are those of `LeaseGrantor`):
 * - The object and whoever grants from the board run on one thread, in one isolate. Offers are values; they are
 *   read and granted in one step. So each grant lies before or after each withdrawal, never across it.
 * - Only the shortest lease is on offer, and every drain waits at least that long. The object withdraws in the
 *   step in which a drain begins, before the wait: all that was granted before is waited out, and during the
 *   drain the object itself answers, as ever (rules 1 and 5).
 * - It posts only in the step in which it grants a lease itself, never while a drain is under way, so never a
 *   state between its commit and the end of its sync (rule 2). Whatever else is written withdraws the offer
 *   first, so that hints and data versions are on the next lease.
 * - Who wants a longer lease asks the object, which keeps account of the longest (rule 3).
 * - An object that has gone (evicted, aborted, crashed) leaves its offer behind. It is the last durable state,
 *   and only an instance of the object can change that: the next one takes the place over, empty, in its
 *   constructor, before it can drain; and what a predecessor that still runs posts later is not for its place
 *   any more. A sync that failed, after which memory may differ from disk, finds nothing on offer and posts
 *   nothing again.
 * - A process that ends takes its board along.
 *
 * When it is full, the websites whose objects started first lose their places, and are asked themselves.
 */
export class LeaseBoard {
  readonly #places = new Map<string, Place>();
  readonly #now: () => number;
  readonly #websitesMax: number;
  #instances = 0;

  constructor(now: () => number, websitesAtMost = websitesMax) {
    this.#now = now;
    this.#websitesMax = websitesAtMost;
  }

  /** Takes the website's place for a new instance of its object, which calls this before anything else. */
  claim(websiteId: string): LeaseOffers {
    const instance = ++this.#instances;
    this.#places.delete(websiteId);
    this.#places.set(websiteId, { instance, offer: null, postedAt: 0 });
    if (this.#places.size > this.#websitesMax) this.#places.delete(this.#places.keys().next().value!);
    const change = (offer: LeaseGrant | null): void => {
      const place = this.#places.get(websiteId);
      if (place?.instance !== instance) return;
      place.offer = offer;
      place.postedAt = this.#now();
    };
    return {
      post: (state) => change({ state, durationMs: leaseMsMin }),
      withdraw: () => change(null),
    };
  }

  /**
   * The lease on offer; null when the object has to be asked.
   *
   * @param wantedMs the duration asked for; more than the shortest is the object's to grant
   */
  grant(websiteId: string, wantedMs: number): LeaseGrant | null {
    const place = this.#places.get(websiteId);
    if (place === undefined || wantedMs > leaseMsMin) return null;
    return Math.abs(this.#now() - place.postedAt) < offerMsMax ? place.offer : null;
  }
}

/** The isolate's. On Cloudflare, where objects are called by their own stubs, nobody posts. */
export const leaseBoard = new LeaseBoard(() => Date.now());
