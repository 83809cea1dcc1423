import type { History } from "../checker/index.ts";

/** What a history says about speed; times in milliseconds. */
export interface Measures {
  readonly requestsPerSecond: number;
  readonly readMs: Percentiles;
  /** From the call to the acknowledgement. */
  readonly swapMs: Percentiles;
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function measure({ reads, swaps }: History): Measures {
  const readMs = new Float64Array(reads.length);
  let first = Infinity;
  let last = -Infinity;
  for (let at = 0; at < reads.length; at++) {
    readMs[at] = reads.answered(at) - reads.received(at);
    first = Math.min(first, reads.received(at));
    last = Math.max(last, reads.answered(at));
  }
  const acknowledged = swaps.filter((swap) => swap.acknowledged !== null);
  return {
    requestsPerSecond: reads.length === 0 ? 0 : (1_000 * reads.length) / (last - first),
    readMs: percentiles(readMs),
    swapMs: percentiles(Float64Array.from(acknowledged, (swap) => swap.acknowledged! - swap.called)),
  };
}

/** Of no values, all are 0. */
function percentiles(values: Float64Array): Percentiles {
  const sorted = values.sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}
