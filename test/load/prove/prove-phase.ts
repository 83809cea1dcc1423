import { judge, type DisturbanceEvent, type Verdict } from "../checker/index.ts";
import { measure, recordHistory, type Measures } from "../client/index.ts";
import { Chaos } from "./chaos.ts";
import { fullRhythm, makeCheckedWebsite } from "./checked-website.ts";
import { seededRandom } from "./random.ts";
import type { PlatformProcess } from "./start-platform-process.ts";

export interface PhaseOptions {
  readonly name: "calm" | "crashes";
  readonly reads: number;
  readonly durationMsMax: number;
  readonly seed: number;
  readonly connections: number;
  /** What is killed in the phase with crashes. */
  readonly targets: readonly string[];
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** What one phase came to. */
export interface Phase {
  readonly name: PhaseOptions["name"];
  readonly verdict: Verdict;
  readonly measures: Measures;
  readonly disturbances: readonly DisturbanceEvent[];
  readonly seconds: number;
  /** Of the recording process, in megabytes. */
  readonly memoryMb: number;
  /** Why it counts as failed; empty when it passed. */
  readonly faults: readonly string[];
}

/** Between two swaps, in milliseconds: visitors are to see each release for a while. */
const pauseMs = 20;
const releases = 8;

/** Reads one new website on the platform while it is swapped, and judges what was seen. */
export async function provePhase(platform: PlatformProcess, options: PhaseOptions): Promise<Phase> {
  const { name, reads, durationMsMax, seed, connections, targets, say, signal } = options;
  const startedAt = performance.now();
  const { themeOf, ...website } = await makeCheckedWebsite(platform, releases);
  const failure = new AbortController();
  const chaos = new Chaos({
    random: seededRandom(seed),
    targets,
    kill: (target) => platform.kill(target),
    callsBetween: [20, 60],
    onFailure: (reason) => failure.abort(reason),
  });
  const history = await recordHistory({
    ...website,
    connections,
    requests: reads,
    durationMs: durationMsMax,
    swaps: {
      pauseMs,
      releases,
      themeOf,
      rhythm: fullRhythm,
      ...(name === "crashes" && { onCall: chaos.onCall }),
    },
    disturbances: chaos.disturbances,
    onProgress: progressTeller(name, reads, chaos, say),
    signal: AbortSignal.any([signal, failure.signal]),
  });
  await chaos.settled();
  failure.signal.throwIfAborted();
  signal.throwIfAborted();
  const verdict = judge(history);
  return {
    name,
    verdict,
    measures: measure(history),
    disturbances: chaos.disturbances,
    seconds: (performance.now() - startedAt) / 1_000,
    memoryMb: process.resourceUsage().maxRSS / 1_024,
    faults: faultsOf(verdict, chaos.disturbances, options),
  };
}

/** The judge's verdict, and that there was enough to judge. */
function faultsOf(
  { ok, counts }: Verdict,
  disturbances: readonly DisturbanceEvent[],
  { name, reads, durationMsMax, targets }: PhaseOptions,
): string[] {
  const faults = ok ? [] : ["The judge found violations."];
  if (counts.reads < reads) {
    faults.push(`Only ${counts.reads} of ${reads} reads in ${Math.round(durationMsMax / 1_000)} s.`);
  }
  const missed = targets.filter((target) => !disturbances.some(({ what }) => what.startsWith(target)));
  if (name === "crashes" && missed.length > 0) faults.push(`Never killed: ${missed.join(", ")}.`);
  return faults;
}

/** Says every five seconds how far it is. */
function progressTeller(name: string, reads: number, chaos: Chaos, say: (sentence: string) => void) {
  let seconds = 0;
  return (progress: { readonly requests: number; readonly swaps: number }): void => {
    if (++seconds % 5 !== 0) return;
    const percent = Math.floor((100 * progress.requests) / reads);
    const crashes = name === "crashes" ? `, ${chaos.disturbances.length} crashes` : "";
    say(`  ${name}: ${seconds} s, ${progress.requests} reads (${percent} %), ${progress.swaps} swaps${crashes}`);
  };
}
