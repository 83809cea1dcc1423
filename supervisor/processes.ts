import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DataDirectory } from "./data-directory.ts";
import type { ProcessPlan } from "./managed-process.ts";
import type { WatchdogTimes } from "./watchdog.ts";
import { edgeConfig, healthSocketName, pluginHostConfig, stateConfig, type Settings } from "./workerd-config.ts";
import { planWorkerd } from "./workerd-process.ts";

/** What the workerd processes of one platform have in common. */
export interface WorkerdPlatform {
  readonly directory: DataDirectory;
  readonly settings: Settings;
  readonly edges: number;
  /** The environment with the secrets that the configurations read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The socket that all edges accept from. */
  readonly listeningFd: number;
  /** The socket of the API's own edge. */
  readonly apiFd: number;
  /** The lock that state processes hold with us. */
  readonly lockFd: number;
}

const ordinary: WatchdogTimes = { intervalMs: 1_000, silenceMsMax: 10_000, startMsMax: 30_000 };
/**
 * Visitors' edges stand back a little: saturated, they would keep the one state process waiting for a
 * processor, and every lease and swap with it.
 */
export const visitorsNiceness = 5;
/** A plugin that never ends must not hold up pages for long: nothing else frees its process. */
const impatient: WatchdogTimes = { intervalMs: 250, silenceMsMax: 1_000, startMsMax: 10_000 };

export function planStates(platform: WorkerdPlatform): ProcessPlan[] {
  return Array.from({ length: platform.settings.states }, (_, k) => planState(platform, k));
}

/** The edges, and one more that visitors do not meet: a swap called for there never waits behind them. */
export function planEdges(platform: WorkerdPlatform): ProcessPlan[] {
  const visitors = Array.from({ length: platform.edges }, (_, i) =>
    planEdge(platform, `edge-${i}`, platform.listeningFd, visitorsNiceness),
  );
  return [...visitors, planEdge(platform, "edge-api", platform.apiFd)];
}

function planState(platform: WorkerdPlatform, k: number): ProcessPlan {
  const { settings, directory } = platform;
  const name = `state-${k}`;
  const objects = join(directory.objects, String(k));
  mkdirSync(objects, { recursive: true });
  const health = settings.socket(healthSocketName(name));
  return planWorkerd({
    ...common(platform, name),
    config: stateConfig(settings, k, objects),
    sockets: [settings.socket(name), health],
    health,
    descriptors: [platform.lockFd],
    watchdog: ordinary,
    // Objects that are active keep workerd from ending by itself. What they acknowledged is in their files.
    stopMsMax: 500,
  });
}

function planEdge(platform: WorkerdPlatform, name: string, listeningFd: number, niceness?: number): ProcessPlan {
  const { settings } = platform;
  const health = settings.socket(healthSocketName(name));
  return planWorkerd({
    ...common(platform, name),
    config: edgeConfig(settings, name),
    sockets: [health],
    health,
    descriptors: [listeningFd],
    inheritedSockets: ["http=3"],
    ...(niceness === undefined ? {} : { niceness }),
    watchdog: ordinary,
    stopMsMax: 3_000,
  });
}

export function planPluginHost(platform: WorkerdPlatform): ProcessPlan {
  const socket = platform.settings.socket("plugin-host");
  return planWorkerd({
    ...common(platform, "plugin-host"),
    config: pluginHostConfig(platform.settings),
    sockets: [socket],
    health: socket,
    watchdog: impatient,
    stopMsMax: 1_000,
  });
}

function common(platform: WorkerdPlatform, name: string) {
  return { name, build: platform.directory.build, env: platform.env };
}
