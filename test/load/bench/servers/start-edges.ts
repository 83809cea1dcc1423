import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureSecretExists } from "#supervisor/data-directory.ts";
import type { Platform } from "#supervisor/index.ts";
import { edgeConfig, healthSocketName } from "#supervisor/workerd-config.ts";
import { visitorsNiceness } from "#supervisor/processes.ts";
import { planWorkerd } from "#supervisor/workerd-process.ts";
import { startServerGroup, type ServerGroup } from "./server-group.ts";
import { watchdog } from "./watchdog.ts";

/**
 * Edges of the platform, beside its own, with another number of processes or another rule of yielding.
 *
 * @param variant tells apart edges that are the same else
 */
export async function startEdges(
  platform: Platform,
  processes: number,
  yieldEvery: number,
  variant: { readonly name: string; readonly countTraffic: boolean } = { name: "", countTraffic: true },
): Promise<ServerGroup> {
  const { directory, token } = platform;
  const group = `${processes}x-${yieldEvery}${variant.name.replaceAll(/\W+/g, "-")}`;
  const build = join(directory.build, group);
  mkdirSync(build, { recursive: true });
  copyFileSync(join(directory.build, "worker.js"), join(build, "worker.js"));
  const socket = (name: string) => join(directory.run, `${name}.sock`);
  const settings = {
    states: 1,
    variables: {
      PLATFORM_TOKEN_SHA256: createHash("sha256").update(token).digest("hex"),
      API_HOSTNAME: "api.localhost",
      SITES_DOMAIN: "localhost",
      CLOCK_STEPS: "true",
      YIELD_EVERY: String(yieldEvery),
      COUNT_TRAFFIC: String(variant.countTraffic),
    },
    secrets: ["CONTROL_PLANE_SECRET"],
    blobs: directory.blobs,
    socket,
    bundle: "worker.js",
    controlPlane: true,
  };
  const env = {
    PATH: process.env.PATH,
    TZ: "UTC",
    CONTROL_PLANE_SECRET: ensureSecretExists(directory.controlPlaneSecret),
  };
  return startServerGroup(directory.logs, (listeningFd) =>
    Array.from({ length: processes }, (_, i) => {
      const name = `edge-${group}-${i}`;
      const health = socket(healthSocketName(name));
      return planWorkerd({
        name,
        build,
        config: edgeConfig(settings, name),
        env,
        sockets: [health],
        health,
        descriptors: [listeningFd],
        inheritedSockets: ["http=3"],
        niceness: visitorsNiceness,
        watchdog,
        stopMsMax: 3_000,
      });
    }),
  );
}
