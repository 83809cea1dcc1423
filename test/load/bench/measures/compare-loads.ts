import type { ServerGroup } from "../servers/index.ts";
import { medianOf } from "../statistics.ts";
import { runWrk, type Measure, type Target } from "../wrk/index.ts";

/** One side of a comparison: who answers, and what is asked. */
export interface Side {
  readonly name: string;
  readonly server: ServerGroup;
}

export interface CompareOptions {
  readonly target: Target;
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** What one round measured. */
interface RoundMeasure extends Measure {
  /** Processor time of the servers a request, in microseconds: it tells what others on the machine blur. */
  readonly processorUs: number;
}

/** Medians over the rounds. */
export interface SideMeasure extends RoundMeasure {
  readonly name: string;
  /** The median of the rounds' ratios to the first side of the same round. */
  readonly ratio: number;
  readonly p99Ratio: number;
  readonly processorRatio: number;
}

/**
 * Measures all sides in turns, round by round: whatever else the machine does meets all alike. The first is
 * what the others are compared with.
 */
export async function compareLoads(sides: readonly Side[], options: CompareOptions): Promise<readonly SideMeasure[]> {
  const { target, connections, rounds, seconds } = options;
  const measured = sides.map((): RoundMeasure[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { server }] of sides.entries()) {
      const before = server.processorMs();
      const measure = await runWrk({ port: server.port, target, connections }, seconds);
      const processorUs = (1_000 * (server.processorMs() - before)) / measure.requests;
      measured[i]!.push({ ...measure, processorUs });
    }
  }
  return sides.map(({ name }, i) => summaryOf(name, measured[i]!, measured[0]!));
}

function summaryOf(name: string, own: readonly RoundMeasure[], base: readonly RoundMeasure[]): SideMeasure {
  const median = (key: keyof RoundMeasure) => medianOf(own.map((each) => each[key]));
  const ratio = (key: keyof RoundMeasure) => medianOf(own.map((each, round) => each[key] / base[round]![key]));
  return {
    name,
    requests: own.reduce((sum, { requests }) => sum + requests, 0),
    requestsPerSecond: median("requestsPerSecond"),
    p50: median("p50"),
    p99: median("p99"),
    max: Math.max(...own.map(({ max }) => max)),
    failed: own.reduce((sum, { failed }) => sum + failed, 0),
    ratio: ratio("requestsPerSecond"),
    p99Ratio: ratio("p99"),
    processorUs: median("processorUs"),
    processorRatio: ratio("processorUs"),
  };
}
