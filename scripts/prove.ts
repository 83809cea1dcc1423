/**
 * `npm run prove`: reads a website on a platform of its own while its release is swapped again and again, records
 * what every visitor saw, and has the history judged. Ends with 0 only when nobody saw anything wrong.
 *
 *   npm run prove -- [--reads N] [--calm | --crashes] [--connections N] [--seed N] [--minutes N]
 *
 * Two phases of N reads each (1,000,000): a calm one, in which nothing may fail and no socket may drop, and one in
 * which an edge, that of the API, the state process, the control plane and the supervisor are killed at random moments.
 * --calm and --crashes choose one of them. Both together end after --minutes (10) at the latest.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describePhases, provePhase, startPlatformProcess, type Phase } from "#test/load/prove/index.ts";

const say = (sentence: string) => console.log(sentence);
const edges = 2;
const targets = ["edge-0", "edge-1", "edge-api", "state-0", "control-plane", "supervisor"] as const;

const { values } = parseArgs({
  options: {
    reads: { type: "string", default: "1000000" },
    calm: { type: "boolean", default: false },
    crashes: { type: "boolean", default: false },
    connections: { type: "string", default: "32" },
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "10" },
  },
});
const names = (["calm", "crashes"] as const).filter((name) => values.calm === values.crashes || values[name]);
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort(signal));

const dataDirectory = mkdtempSync(join(tmpdir(), "hotswap-prove-"));
try {
  process.exitCode = (await prove()) ? 0 : 1;
} catch (error) {
  console.error(stopping.signal.aborted ? "Stopped." : error);
  process.exitCode = 1;
} finally {
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
}

async function prove(): Promise<boolean> {
  const until = performance.now() + numberOf("minutes") * 60_000;
  say(`Starting a platform of ${edges} edges and 1 state process. It shares this machine's cores with its visitors.`);
  const platform = await startPlatformProcess({ dataDirectory, edges });
  const phases: Phase[] = [];
  try {
    for (const [index, name] of names.entries()) {
      say(`${name}: ${numberOf("reads")} reads by ${numberOf("connections")} visitors, seed ${numberOf("seed")}`);
      phases.push(
        await provePhase(platform, {
          name,
          reads: numberOf("reads"),
          durationMsMax: (until - performance.now()) / (names.length - index),
          seed: numberOf("seed"),
          connections: numberOf("connections"),
          targets,
          say,
          signal: stopping.signal,
        }),
      );
    }
  } finally {
    await platform.stop();
  }
  say(`\n${describePhases(phases)}`);
  return phases.every(({ faults }) => faults.length === 0);
}

function numberOf(name: "reads" | "connections" | "seed" | "minutes"): number {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new Error(`--${name} takes a number, not "${values[name]}".`);
}
