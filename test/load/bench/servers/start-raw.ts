import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DataDirectory } from "#supervisor/index.ts";
import { visitorsNiceness } from "#supervisor/processes.ts";
import { planWorkerd } from "#supervisor/workerd-process.ts";
import type { PageBytes } from "../platform/read-page-bytes.ts";
import { rawConfig, type RawServer } from "./raw-config.ts";
import { startServerGroup, type ServerGroup } from "./server-group.ts";
import { watchdog } from "./watchdog.ts";

const modules = fileURLToPath(new URL(".", import.meta.url));

export interface RawOptions {
  readonly module: RawServer["module"];
  readonly processes: number;
  readonly yieldEvery: number;
}

/** Raw workerds that answer everything with the page's bytes and headers. */
export async function startRaw(
  directory: DataDirectory,
  page: PageBytes,
  { module, processes, yieldEvery }: RawOptions,
): Promise<ServerGroup> {
  const group = `${module.replace(".js", "")}-${processes}x-${yieldEvery}`;
  const build = join(directory.build, group);
  mkdirSync(build, { recursive: true });
  copyFileSync(join(modules, module), join(build, module));
  writeFileSync(join(build, "body"), page.body);
  return startServerGroup(directory.logs, (listeningFd) =>
    Array.from({ length: processes }, (_, i) => {
      const health = join(directory.run, `${group}-${i}.sock`);
      return planWorkerd({
        name: `${group}-${i}`,
        build,
        config: rawConfig({ module, yieldEvery, bodyFile: "body", headers: page.headers, healthSocket: health }),
        env: { PATH: process.env.PATH, TZ: "UTC" },
        sockets: [health],
        health,
        descriptors: [listeningFd],
        inheritedSockets: ["http=3"],
        niceness: visitorsNiceness,
        watchdog,
        stopMsMax: 1_000,
      });
    }),
  );
}
