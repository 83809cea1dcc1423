import { spawnSync } from "node:child_process";

const installMsMax = 300_000;

/**
 * Installs wrk when it is missing and we are root.
 *
 * Throws with what to install when it is missing still.
 */
export function ensureWrkInstalled(say: (line: string) => void): void {
  if (findWrk() !== null) return;
  if (process.getuid?.() === 0) {
    say("Installing wrk by apt-get.");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "wrk"]]) {
      spawnSync("apt-get", args, { env, stdio: "ignore", timeout: installMsMax });
    }
  }
  if (findWrk() === null) throw new Error("The bench needs wrk. Install it with: sudo apt-get install wrk");
}

/** Its version, as it says it; null when it is missing. */
export function findWrk(): string | null {
  const { error, stdout } = spawnSync("wrk", ["--version"], { encoding: "utf8" });
  return error === undefined ? (stdout.split("\n")[0]!.match(/^wrk \S+/)?.[0] ?? "wrk") : null;
}
