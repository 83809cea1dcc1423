import { benchPage, deploy, publish, type ApiPool } from "../platform/index.ts";
import { spreadOf, type Spread } from "../statistics.ts";
import { startWrk, type Measure, type Target } from "../wrk/index.ts";

export interface SwapMeasure {
  readonly load: string;
  readonly processes: number;
  readonly connections: number;
  readonly swaps: number;
  /** From the call to the acknowledgement, through the API, in milliseconds. */
  readonly callMs: Spread;
  /** The part of it that waited for leases. */
  readonly drainMs: Spread;
  /** What the load got meanwhile. */
  readonly meanwhile: Measure;
}

export interface SwapCase {
  readonly load: string;
  readonly processes: number;
  readonly port: number;
  readonly target: Target;
  readonly connections: number;
  readonly swaps: number;
}

/** How long the load runs before the first swap, in milliseconds. */
const settleMs = 500;

/** Swaps a website back and forth between two releases that differ in one page, while it is being read. */
export async function measureSwaps(
  api: ApiPool,
  websiteId: string,
  { load, processes, port, target, connections, swaps }: SwapCase,
): Promise<SwapMeasure> {
  const changes = await makeBackAndForth(api, websiteId);
  const running = startWrk({ port, target, connections });
  try {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const times = await swapRepeatedly(api, websiteId, changes, swaps);
    return { load, processes, connections, swaps, ...times, meanwhile: await running.stop() };
  } finally {
    running.abandon();
  }
}

async function swapRepeatedly(api: ApiPool, websiteId: string, changes: readonly [string, string], swaps: number) {
  const calls: number[] = [];
  const drains: number[] = [];
  for (let swap = 0; swap < swaps; swap++) {
    const { deploymentMs, drainMs } = await deploy(api, websiteId, changes[swap % 2]!);
    calls.push(deploymentMs);
    drains.push(drainMs);
  }
  return { callMs: spreadOf(calls), drainMs: spreadOf(drains) };
}

/** The changes from the page as it was created to another one of the same size, and back. */
async function makeBackAndForth(api: ApiPool, websiteId: string): Promise<readonly [forth: string, back: string]> {
  const forth = await publish(api, websiteId, [benchPage("1")]);
  const back = await publish(api, websiteId, [benchPage("0")]);
  return [forth.changeId, back.changeId];
}
