import { Agent, request } from "node:http";
import { createWebsites, pagePath, type BenchWebsite, type Workbench } from "../platform/index.ts";
import type { BenchSettings } from "../settings.ts";
import { spreadOf, type Spread } from "../statistics.ts";

/** The first page of websites that nobody visited before: from the request to the first byte, in milliseconds. */
export interface FirstVisits {
  readonly websites: number;
  /** Their objects were just created, and are awake. */
  readonly awakeMs: Spread;
  /** The state process was started again: every object has to be opened first. */
  readonly asleepMs: Spread;
}

export async function measureFirstVisits(
  { platform, api, theme, website }: Workbench,
  { firstVisits: count }: BenchSettings,
): Promise<FirstVisits> {
  const awake = await createWebsites(api, { theme, name: "awake", count });
  const asleep = await createWebsites(api, { theme, name: "asleep", count });
  const visit = async (websites: readonly BenchWebsite[]) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    // The first of all is one that edges know: it opens the connections on the way.
    await firstByteMs(platform.port, website, agent);
    const times = [];
    for (const each of websites) times.push(await firstByteMs(platform.port, each, agent));
    agent.destroy();
    return spreadOf(times);
  };
  const awakeMs = await visit(awake);
  await platform.restart("state-0");
  const asleepMs = await visit(asleep);
  return { websites: count, awakeMs, asleepMs };
}

function firstByteMs(port: number, { hostname }: BenchWebsite, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const call = request({ host: "127.0.0.1", port, path: pagePath, headers: { Host: hostname }, agent }, (answer) => {
      const took = performance.now() - startedAt;
      answer.resume();
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(took);
        else reject(new Error(`${hostname} was answered with status ${answer.statusCode}`));
      });
    });
    call.setTimeout(10_000, () => call.destroy(new Error(`no answer from ${hostname}`)));
    call.on("error", reject);
    call.end();
  });
}
