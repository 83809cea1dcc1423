import { parseArgs } from "node:util";

/** How much is measured. Times in milliseconds unless their names say otherwise. */
export interface BenchSettings {
  readonly quick: boolean;
  /** Created through the API; 1,000 of them are visited at once, fewer when there are fewer. */
  readonly websites: number;
  /** How often each measure is taken, in turns with what it is compared with; medians are told. */
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly measureSeconds: number;
  readonly swaps: number;
  /** Websites visited for the first time. */
  readonly firstVisits: number;
  /** Pages of the large website, and how often one of them is published. */
  readonly pages: number;
  readonly publications: number;
  /** How often a post is rendered. */
  readonly renders: number;
  /** Between the load on many websites and the second look at what the processes hold. */
  readonly restMs: number;
}

const normal = {
  rounds: 9,
  warmUpSeconds: 1,
  measureSeconds: 1,
  swaps: 200,
  firstVisits: 100,
  pages: 10_000,
  publications: 50,
  renders: 100_000,
  restMs: 30_000,
};

const quickly = {
  ...normal,
  rounds: 2,
  warmUpSeconds: 0.5,
  measureSeconds: 0.6,
  swaps: 100,
  pages: 2_000,
  renders: 5_000,
  restMs: 2_000,
};

const websitesMax = 100_000;

/** @param args `--quick`, `--websites <number>` (1,000 when left out, 200 for a quick run). Throws with a sentence when they make no sense. */
export function readBenchSettings(args: readonly string[]): BenchSettings {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: "boolean", default: false }, websites: { type: "string" } },
  });
  const websites = Number(values.websites ?? (values.quick ? 200 : 1_000));
  if (!Number.isInteger(websites) || websites < 1 || websites > websitesMax) {
    throw new Error(`--websites must be a whole number from 1 to ${websitesMax}, not "${values.websites}".`);
  }
  return { quick: values.quick, websites, ...(values.quick ? quickly : normal) };
}
