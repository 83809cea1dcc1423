import { createWebsites, openWorkbench, pagePath, type BenchWebsite, type Workbench } from "./platform/index.ts";
import { describeMachine } from "./machine.ts";
import {
  measureCounting,
  measureFirstVisits,
  measureManyWebsites,
  measurePublication,
  measureRender,
  measureStart,
  measureThroughput,
  type Throughput,
} from "./measures/index.ts";
import type { BenchResults } from "./results.ts";
import type { BenchSettings } from "./settings.ts";
import { swapUnderLoads } from "./swap-under-loads.ts";
import type { Target } from "./wrk/index.ts";

/** The rule of the platform, and none. */
const yieldRules = [8, 0] as const;
const processCounts = [1, 2] as const;
/** How many websites share the load by Zipf. */
const zipfWebsites = 1_000;

/** Takes every measure, one after the other. Leaves no process and no data behind. */
export async function runBench(settings: BenchSettings, say: (line: string) => void): Promise<BenchResults> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const step = (name: string) => say(`${seconds().toFixed(0).padStart(4)} s  ${name}`);
  const machine = describeMachine();
  step("npm start, twice");
  const start = await measureStart();
  step("rendering");
  const render = await measureRender(settings);
  step("the platform");
  const workbench = await openWorkbench();
  try {
    const one = { kind: "page", host: workbench.website.hostname, path: pagePath } as const;
    const throughputOfOne = await measureLoad(workbench, "one website", one, settings, step);
    step(`creating ${settings.websites} websites`);
    const creationStartedAt = seconds();
    const websites = await createWebsites(workbench.api, {
      theme: workbench.theme,
      name: "site",
      count: settings.websites,
    });
    const creation = { websites: websites.length, seconds: seconds() - creationStartedAt };
    const many = zipf(workbench, websites);
    const throughputOfMany = await measureLoad(workbench, "many websites", many, settings, step);
    const throughput = [...throughputOfOne, ...throughputOfMany];
    step("counting of traffic");
    const counting = await measureCounting(workbench, settings);
    step("swaps under load");
    const swaps = await swapUnderLoads(workbench, { one, many, manyHottest: websites[0]! }, settings);
    step(`publication of one page of ${settings.pages}`);
    const publication = await measurePublication(workbench, settings);
    step("memory and descriptors");
    const manyWebsites = await measureManyWebsites(workbench, websites, settings);
    step("first visits");
    const firstVisits = await measureFirstVisits(workbench, settings);
    const measured = { throughput, counting, swaps, publication, render, firstVisits, creation, manyWebsites, start };
    return { machine, settings, seconds: seconds(), ...measured };
  } finally {
    await workbench.close();
  }
}

/** One website under each rule, then many under the platform's own. */
async function measureLoad(
  workbench: Workbench,
  load: Throughput["load"],
  target: Target,
  settings: BenchSettings,
  step: (name: string) => void,
): Promise<readonly Throughput[]> {
  const measured: Throughput[] = [];
  for (const yieldEvery of load === "one website" ? yieldRules : [yieldRules[0]]) {
    for (const processes of processCounts) {
      step(`${load}, ${processes} edge process${processes === 1 ? "" : "es"}, yielding every ${yieldEvery}`);
      const options = { load, processes, yieldEvery, target };
      measured.push(...(await measureThroughput(workbench, options, settings)));
    }
  }
  return measured;
}

function zipf({ writeHosts }: Workbench, websites: readonly BenchWebsite[]): Target {
  const hostsFile = writeHosts("zipf", websites.slice(0, zipfWebsites));
  return { kind: "websites", hostsFile, path: pagePath, exponent: 1 };
}
