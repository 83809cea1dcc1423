import { expectSameBytes, pagePath, readPageBytes, type PageBytes, type Workbench } from "../platform/index.ts";
import { startEdges, startRaw, type ServerGroup } from "../servers/index.ts";
import type { BenchSettings } from "../settings.ts";
import type { Target } from "../wrk/index.ts";
import { warmUp } from "./warm-up.ts";
import { compareLoads, type Side, type SideMeasure } from "./compare-loads.ts";

/** One comparison: the raw baseline, and what is compared with it. */
export interface Throughput {
  readonly load: "one website" | "many websites";
  readonly processes: number;
  /** Every how many requests all sides let other connections go first; 0 is never. */
  readonly yieldEvery: number;
  readonly connections: number;
  readonly sides: readonly SideMeasure[];
}

export interface ThroughputCase {
  readonly load: Throughput["load"];
  readonly processes: number;
  readonly yieldEvery: number;
  readonly target: Target;
}

const cachedPage = "cached page";
const connectionCounts = [16, 64] as const;

/** What `Server-Timing` says on a hit. */
const fromMemory = "lease;desc=memory, page;desc=hit";
const cachedTriesMax = 100;

/** Measures the cached page beside raw workerd with the same bytes, at each number of connections. */
export async function measureThroughput(
  { platform, website }: Workbench,
  { load, processes, yieldEvery, target }: ThroughputCase,
  settings: BenchSettings,
): Promise<readonly Throughput[]> {
  const groups: ServerGroup[] = [];
  const started = async (starting: Promise<ServerGroup>) => {
    const group = await starting;
    groups.push(group);
    return group;
  };
  try {
    const edges = await started(startEdges(platform, processes, yieldEvery));
    const page = await readCachedPage(edges.port, website.hostname);
    const raw = (module: "constant.js" | "object-call.js") =>
      started(startRaw(platform.directory, page, { module, processes, yieldEvery }));
    const sides: Side[] = [
      { name: "raw workerd, constant bytes", server: await raw("constant.js") },
      { name: cachedPage, server: edges },
    ];
    // An object lives in one process: with two, each would ask one of its own.
    if (load === "one website" && processes === 1) {
      sides.push({ name: "one object call a request", server: await raw("object-call.js") });
    }
    for (const {
      name,
      server: { port },
    } of sides) {
      await warmUp(port, target, settings);
      if (name !== cachedPage) expectSameBytes(page, await readPageBytes(port, website.hostname, pagePath));
    }
    const measured: Throughput[] = [];
    for (const connections of connectionCounts) {
      const { rounds, measureSeconds: seconds } = settings;
      const compared = await compareLoads(sides, { target, connections, rounds, seconds });
      measured.push({ load, processes, yieldEvery, connections, sides: compared });
    }
    return measured;
  } finally {
    await Promise.all(groups.map((group) => group.stop()));
  }
}

/** The page as it comes from memory: an answer that had to call or render says so in its headers. */
async function readCachedPage(port: number, host: string): Promise<PageBytes> {
  for (let tries = 0; tries < cachedTriesMax; tries++) {
    const page = await readPageBytes(port, host, pagePath);
    if (page.headers.some(([name, value]) => name.toLowerCase() === "server-timing" && value === fromMemory))
      return page;
  }
  throw new Error(`${host}${pagePath} does not come from memory`);
}
