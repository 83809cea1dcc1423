import { leaseMsMin } from "#domain/lease/index.ts";
import { LeaseGrantor, type LeaseEffects } from "#durable-objects/website/lease-grantor.ts";
import type { GrantorClass, LeaseRule } from "./lease-rules.ts";

/** One rule broken on purpose, and the rule that has to notice. */
export interface WrongGrantor {
  readonly name: string;
  readonly breaks: LeaseRule;
  readonly Grantor: GrantorClass;
}

export const wrongGrantors: readonly WrongGrantor[] = [
  {
    name: "flips without a wait",
    breaks: "a drain waits out the stored maximum before it commits, also right after a start",
    Grantor: withEffects(() => ({ wait: async () => undefined })),
  },
  {
    name: "forgets leases on a start",
    breaks: "a drain waits out the stored maximum before it commits, also right after a start",
    Grantor: class extends LeaseGrantor {
      constructor(effects: LeaseEffects) {
        super(effects, leaseMsMin);
      }
    },
  },
  {
    name: "grants whole leases during a drain",
    breaks: "a lease granted during a drain answers only what was waiting for it, from the old release",
    Grantor: class extends LeaseGrantor {
      override async grant(wantedMs: number) {
        return { ...(await super.grant(wantedMs)), durationMs: Math.min(wantedMs, this.maxMs) };
      }
    },
  },
  {
    name: "answers before the sync",
    breaks: "nobody sees a flip before it is durable: neither who asked for it nor who wants a lease",
    Grantor: withEffects((effects) => ({ sync: async () => void effects.sync() })),
  },
  {
    name: "grants what is asked for",
    breaks: "a longer lease is granted only once a maximum that covers it is durable",
    Grantor: class extends LeaseGrantor {
      override async grant(wantedMs: number) {
        return { ...(await super.grant(wantedMs)), durationMs: wantedMs };
      }
    },
  },
  {
    name: "drains one change beside another",
    breaks: "drains queue: each waits for itself after the one before is durable",
    Grantor: class extends LeaseGrantor {
      readonly #effects: LeaseEffects;
      constructor(effects: LeaseEffects, storedMaxMs: number) {
        super(effects, storedMaxMs);
        this.#effects = effects;
      }
      override drain<Value>(commit: (waitedMs: number) => Value): Promise<Value> {
        return new LeaseGrantor(this.#effects, this.maxMs).drain(commit);
      }
    },
  },
  {
    name: "leaves its offer where it is during a drain",
    breaks: "nothing is on offer from the beginning of a drain on, whoever asks meanwhile",
    Grantor: withEffects((effects) => ({ offers: { ...effects.offers, withdraw: () => undefined } })),
  },
  {
    name: "offers what it grants during a drain",
    breaks: "nothing is on offer from the beginning of a drain on, whoever asks meanwhile",
    Grantor: class extends LeaseGrantor {
      readonly #effects: LeaseEffects;
      constructor(effects: LeaseEffects, storedMaxMs: number) {
        super(effects, storedMaxMs);
        this.#effects = effects;
      }
      override async grant(wantedMs: number) {
        const grant = await super.grant(wantedMs);
        this.#effects.offers.post(grant.state);
        return grant;
      }
    },
  },
  {
    name: "offers a flip before its sync",
    breaks: "a flip is on offer only after its sync",
    Grantor: class extends LeaseGrantor {
      readonly #effects: LeaseEffects;
      constructor(effects: LeaseEffects, storedMaxMs: number) {
        super(effects, storedMaxMs);
        this.#effects = effects;
      }
      override drain<Value>(commit: (waitedMs: number) => Value): Promise<Value> {
        return super.drain((waitedMs) => {
          const value = commit(waitedMs);
          this.#effects.offers.post(this.#effects.readState());
          return value;
        });
      }
    },
  },
  {
    name: "offers on after a sync that failed",
    breaks: "nothing is on offer any more after a sync that failed",
    Grantor: withEffects((effects) => ({ offers: { ...effects.offers, withdraw: () => undefined } })),
  },
  {
    name: "goes on after a sync that failed",
    breaks: "a sync that fails starts the object again, and is no success",
    Grantor: withEffects((effects) => ({ sync: () => effects.sync().catch(() => undefined) })),
  },
];

function withEffects(wrong: (effects: LeaseEffects) => Partial<LeaseEffects>): GrantorClass {
  return class extends LeaseGrantor {
    constructor(effects: LeaseEffects, storedMaxMs: number) {
      super(
        {
          wait: (ms) => effects.wait(ms),
          sync: () => effects.sync(),
          writeLeaseMax: (ms) => effects.writeLeaseMax(ms),
          readState: () => effects.readState(),
          offers: effects.offers,
          abandon: (reason) => effects.abandon(reason),
          ...wrong(effects),
        },
        storedMaxMs,
      );
    }
  };
}
