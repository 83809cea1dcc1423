import type { TrafficBatch, TrafficReceipt } from "#domain/traffic/index.ts";

/** Isolates whose receipts are remembered: about 10 MB of a state process. */
const receiptsMax = 50_000;

/**
 * Where batches go that come with a call for a lease which the board answers: so that the lease waits for nothing,
 * the object is told of the batch beside it, and its receipt is kept for the isolate's next call. What was once
 * acknowledged, or refused, stays so for ever, also in another instance of the object, so that a receipt that is kept
 * too long is at worst an old one.
 */
export class TrafficDesk {
  readonly #receipts = new Map<string, TrafficReceipt>();
  readonly #receiptsMax: number;

  constructor(receiptsAtMost = receiptsMax) {
    this.#receiptsMax = receiptsAtMost;
  }

  /** The last receipt of the batch's isolate; null for none. */
  receiptOf({ isolateId }: TrafficBatch): TrafficReceipt | null {
    return this.#receipts.get(isolateId) ?? null;
  }

  /** Whether the object has to be told of the batch. */
  isNews({ isolateId, sequence }: TrafficBatch): boolean {
    const receipt = this.#receipts.get(isolateId);
    return receipt === undefined || (!("forgotten" in receipt) && receipt.durable < sequence);
  }

  keep(receipt: TrafficReceipt): void {
    const kept = this.#receipts.get(receipt.isolateId);
    const isOld = kept !== undefined && ("forgotten" in kept || isOlder(receipt, kept.durable));
    if (isOld) return;
    this.#receipts.delete(receipt.isolateId);
    this.#receipts.set(receipt.isolateId, receipt);
    if (this.#receipts.size > this.#receiptsMax) this.#receipts.delete(this.#receipts.keys().next().value!);
  }
}

function isOlder(receipt: TrafficReceipt, durable: number): boolean {
  return !("forgotten" in receipt) && receipt.durable < durable;
}

/** The isolate's. */
export const trafficDesk = new TrafficDesk();
