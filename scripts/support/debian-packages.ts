import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Debian packages that tests need, by the program that shows that one is there. */
export type DebianPackages = Readonly<Record<string, readonly string[]>>;

/** What `npm test` needs. */
const ordinary: DebianPackages = {
  chromium: ["chromium"],
  cc: ["gcc", "libc6-dev"],
  "redis-server": ["redis-server"],
};

const installMsMax = 600_000;
const progressMs = 5_000;

/**
 * Installs what is missing, as root.
 *
 * @param logPath where apt's output goes
 * @returns the packages that are missing still
 */
export async function ensureDebianPackagesInstalled(
  logPath: string,
  say: (line: string) => void,
  needed: DebianPackages = ordinary,
): Promise<string[]> {
  const missing = findMissing(needed);
  if (missing.length === 0 || process.getuid?.() !== 0) return missing;
  mkdirSync(dirname(logPath), { recursive: true });
  say(`Installing ${missing.join(", ")} by apt-get; its output goes to ${logPath}`);
  await apt(["update"], logPath, say);
  await apt(["install", "--yes", "--no-install-recommends", ...missing], logPath, say);
  return findMissing(needed);
}

function findMissing(needed: DebianPackages): string[] {
  const programs = Object.keys(needed);
  const absent = programs.filter((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0);
  return absent.flatMap((program) => needed[program]!);
}

async function apt(args: readonly string[], logPath: string, say: (line: string) => void): Promise<void> {
  const out = openSync(logPath, "a");
  // Another installation may be under way.
  const patient = ["-o", `DPkg::Lock::Timeout=${installMsMax / 1_000}`, ...args];
  const startedAtMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedAtMs) / 1_000);
  const progress = setInterval(() => say(`  apt-get ${args[0]}: ${seconds()} s`), progressMs);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn("apt-get", patient, { env, stdio: ["ignore", out, out], timeout: installMsMax });
  await new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  clearInterval(progress);
  closeSync(out);
}
