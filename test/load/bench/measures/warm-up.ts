import type { BenchSettings } from "../settings.ts";
import { runWrk, type Target } from "../wrk/index.ts";

const connections = 64;
/** How much longer it takes until each of many websites has been visited and its pages are in memory. */
const manyWebsites = 8;

/** Asks for everything that the target asks for, all of it equally often: what is measured then is at hand. */
export async function warmUp(port: number, target: Target, { warmUpSeconds }: BenchSettings): Promise<void> {
  if (target.kind === "page") await runWrk({ port, target, connections }, warmUpSeconds);
  else await runWrk({ port, target: { ...target, exponent: 0 }, connections }, manyWebsites * warmUpSeconds);
}
