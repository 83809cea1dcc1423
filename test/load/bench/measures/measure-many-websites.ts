import { pagePath, type BenchWebsite, type Workbench } from "../platform/index.ts";
import type { BenchSettings } from "../settings.ts";
import { runWrk, type Measure } from "../wrk/index.ts";
import { readFootprints, type Footprint } from "./read-footprint.ts";

/** What the processes hold before, while and after many websites are visited at once. */
export interface ManyWebsites {
  readonly websites: number;
  readonly active: number;
  /** What the visitors of the active ones got, all visited equally often. */
  readonly load: Measure;
  readonly footprints: {
    readonly before: readonly Footprint[];
    readonly active: readonly Footprint[];
    readonly rested: readonly Footprint[];
    readonly activeAgain: readonly Footprint[];
    readonly restedAgain: readonly Footprint[];
  };
}

const activeMax = 1_000;
const connections = 64;
const secondsMin = 2;

/** Visits 1,000 websites at once through the platform's own edges, rests, and does both again. */
export async function measureManyWebsites(
  { platform, writeHosts }: Workbench,
  websites: readonly BenchWebsite[],
  { restMs, measureSeconds }: BenchSettings,
): Promise<ManyWebsites> {
  // From all over, so that they are not those created last.
  const step = Math.max(1, Math.floor(websites.length / activeMax));
  const active = websites.filter((_, i) => i % step === 0).slice(0, activeMax);
  const target = { kind: "websites", hostsFile: writeHosts("active", active), path: pagePath, exponent: 0 } as const;
  const visit = () => runWrk({ port: platform.port, target, connections }, Math.max(secondsMin, measureSeconds));
  const rest = () => new Promise((resolve) => setTimeout(resolve, restMs));
  const before = readFootprints(platform);
  const load = await visit();
  const activeNow = readFootprints(platform);
  await rest();
  const rested = readFootprints(platform);
  await visit();
  const activeAgain = readFootprints(platform);
  await rest();
  const restedAgain = readFootprints(platform);
  const footprints = { before, active: activeNow, rested, activeAgain, restedAgain };
  return { websites: websites.length, active: active.length, load, footprints };
}
