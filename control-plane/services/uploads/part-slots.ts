/** How many parts there are at a time, and how long one waits for its turn. */
export interface PartSlotsOptions {
  readonly atOnce: number;
  readonly ofTenant: number;
  readonly waitMsMax: number;
  /** Calls back after so many milliseconds, unless what it returns was called before. */
  setTimer(callback: () => void, ms: number): () => void;
}

interface Waiting {
  readonly tenantId: string;
  begin(): void;
}

/** Whoever waited longest is next, of tenants that do not have their share already, so that no tenant keeps the others waiting. */
export class PartSlots {
  readonly #options: PartSlotsOptions;
  readonly #waiting: Waiting[] = [];
  readonly #ofTenant = new Map<string, number>();
  #busy = 0;

  constructor(options: PartSlotsOptions) {
    this.#options = options;
  }

  /** @returns what the work does; null where its turn did not come in time */
  async use<Value>(tenantId: string, work: () => Promise<Value>): Promise<Value | null> {
    if (!(await this.#turn(tenantId))) return null;
    try {
      return await work();
    } finally {
      this.#end(tenantId);
    }
  }

  #turn(tenantId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const { setTimer, waitMsMax } = this.#options;
      const waiting: Waiting = {
        tenantId,
        begin: () => {
          cancel();
          resolve(true);
        },
      };
      const cancel = setTimer(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        resolve(false);
      }, waitMsMax);
      this.#waiting.push(waiting);
      this.#beginNext();
    });
  }

  #beginNext(): void {
    const { atOnce, ofTenant } = this.#options;
    if (this.#busy >= atOnce) return;
    const next = this.#waiting.findIndex(({ tenantId }) => (this.#ofTenant.get(tenantId) ?? 0) < ofTenant);
    const [waiting] = next === -1 ? [] : this.#waiting.splice(next, 1);
    if (waiting === undefined) return;
    this.#busy += 1;
    this.#ofTenant.set(waiting.tenantId, (this.#ofTenant.get(waiting.tenantId) ?? 0) + 1);
    waiting.begin();
  }

  #end(tenantId: string): void {
    this.#busy -= 1;
    const left = this.#ofTenant.get(tenantId)! - 1;
    if (left === 0) this.#ofTenant.delete(tenantId);
    else this.#ofTenant.set(tenantId, left);
    this.#beginNext();
  }
}

/** What bounds the parts that a process takes in. */
export interface PartBounds {
  /** Those that are on their way, for as long as their senders take: each is a file. */
  readonly coming: PartSlots;
  /** Those that are handed to the store, each held in memory as a whole. No sender decides how long that takes. */
  readonly stored: PartSlots;
}

/** Of one process: 2 GiB of the disk at most, and 128 MiB of memory. */
export function partSlots(): PartBounds {
  return {
    coming: new PartSlots({ atOnce: 256, ofTenant: 16, waitMsMax: 10_000, setTimer }),
    stored: new PartSlots({ atOnce: 16, ofTenant: 4, waitMsMax: 30_000, setTimer }),
  };
}

function setTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
