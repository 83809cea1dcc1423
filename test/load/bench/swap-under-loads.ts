import { measureSwaps, warmUp, type SwapMeasure } from "./measures/index.ts";
import type { BenchWebsite, Workbench } from "./platform/index.ts";
import { startEdges } from "./servers/index.ts";
import type { BenchSettings } from "./settings.ts";
import type { Target } from "./wrk/index.ts";

export interface SwapLoads {
  readonly one: Target;
  readonly many: Target;
  /** The one of the many that is visited most: it is swapped. */
  readonly manyHottest: BenchWebsite;
}

const connections = 64;
/** The platform's rule. */
const yieldEvery = 8;

/** Swaps a website under each load, with one and with two edge processes. */
export async function swapUnderLoads(
  { platform, api, website }: Workbench,
  { one, many, manyHottest }: SwapLoads,
  settings: BenchSettings,
): Promise<readonly SwapMeasure[]> {
  const measured: SwapMeasure[] = [];
  for (const processes of [1, 2]) {
    const edges = await startEdges(platform, processes, yieldEvery);
    try {
      const common = { processes, port: edges.port, connections, swaps: settings.swaps };
      measured.push(await measureSwaps(api, website.websiteId, { ...common, load: "one website", target: one }));
      const { websiteId } = manyHottest;
      await warmUp(edges.port, many, settings);
      measured.push(await measureSwaps(api, websiteId, { ...common, load: "many websites", target: many }));
    } finally {
      await edges.stop();
    }
  }
  return measured;
}
