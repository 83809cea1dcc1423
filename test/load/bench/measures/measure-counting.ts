import { pagePath, type Workbench } from "../platform/index.ts";
import { startEdges, type ServerGroup } from "../servers/index.ts";
import type { BenchSettings } from "../settings.ts";
import type { Target } from "../wrk/index.ts";
import { compareLoads, type SideMeasure } from "./compare-loads.ts";
import { warmUp } from "./warm-up.ts";

/** The cached page without counting, and with it, beside it. */
export interface CountingMeasure {
  readonly connections: number;
  readonly sides: readonly SideMeasure[];
}

const connections = 16;

/**
 * What counting of requests and bytes costs the page path. Edges that do not count are measured twice: how far they
 * are from themselves is how far this machine can be relied upon.
 */
export async function measureCounting(
  { platform, website }: Workbench,
  settings: BenchSettings,
): Promise<CountingMeasure> {
  const groups: ServerGroup[] = [];
  const started = async (name: string, countTraffic: boolean) => {
    const server = await startEdges(platform, 1, 8, { name, countTraffic });
    groups.push(server);
    return { name, server };
  };
  const target: Target = { kind: "page", host: website.hostname, path: pagePath };
  try {
    const sides = [
      await started("without counting", false),
      await started("with counting", true),
      await started("without counting, again", false),
    ];
    for (const { server } of sides) await warmUp(server.port, target, settings);
    const { rounds, measureSeconds: seconds } = settings;
    return { connections, sides: await compareLoads(sides, { target, connections, rounds, seconds }) };
  } finally {
    await Promise.all(groups.map((group) => group.stop()));
  }
}
