import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchSettings } from "../settings.ts";
import type { Spread } from "../statistics.ts";

/** Making the page of a typical post, of which nothing is kept, in a process of its own. Times in milliseconds. */
export interface RenderMeasure {
  readonly renders: number;
  readonly htmlBytes: number;
  /** Parsing the theme, which an isolate does once. */
  readonly parseMs: number;
  /** The very first page, when nothing has been compiled yet. */
  readonly firstMs: number;
  readonly renderMs: Spread;
  /** With its policy, compressed and digested: all that a visitor of a page that is not kept waits for at the edge. */
  readonly preparedMs: Spread;
  readonly rendersPerSecond: number;
  /** What the process holds after a tenth of the renders, and after all of them. */
  readonly settledRssMb: number;
  readonly endRssMb: number;
}

const loop = fileURLToPath(new URL("../render/render-loop.ts", import.meta.url));
/** Edges keep little room for what is young, so that memory says what is held and not what the collector has yet to look at. */
const asEdgesRun = ["--max-semi-space-size=4"];
const timeoutMs = 600_000;

export async function measureRender({ renders }: BenchSettings): Promise<RenderMeasure> {
  const args = [...asEdgesRun, loop, String(renders)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: timeoutMs });
  return JSON.parse(stdout) as RenderMeasure;
}
