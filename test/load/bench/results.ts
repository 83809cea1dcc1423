import type {
  CountingMeasure,
  FirstVisits,
  ManyWebsites,
  PublicationMeasure,
  RenderMeasure,
  StartMeasure,
  SwapMeasure,
  Throughput,
} from "./measures/index.ts";
import type { Machine } from "./machine.ts";
import type { BenchSettings } from "./settings.ts";

/** Everything that a run measured: what `results.json` holds. Times in milliseconds. */
export interface BenchResults {
  readonly machine: Machine;
  readonly settings: BenchSettings;
  readonly seconds: number;
  readonly throughput: readonly Throughput[];
  readonly counting: CountingMeasure;
  readonly swaps: readonly SwapMeasure[];
  readonly publication: PublicationMeasure;
  readonly render: RenderMeasure;
  readonly firstVisits: FirstVisits;
  readonly creation: { readonly websites: number; readonly seconds: number };
  readonly manyWebsites: ManyWebsites;
  readonly start: StartMeasure;
}
