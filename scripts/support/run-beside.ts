import { ensureDebianPackagesInstalled, type DebianPackages } from "./debian-packages.ts";
import { runVitest } from "./vitest.ts";

/**
 * Runs a suite that is not part of `npm test`: as root its packages are installed when they are missing, else it says which. The last
 * line is the sum, as of `npm test`.
 *
 * @param prepare what is to be done once its packages are there
 */
export async function runBeside(
  project: string,
  packages: DebianPackages,
  prepare: (say: (line: string) => void) => Promise<unknown> = async () => {},
): Promise<void> {
  const say = (line: string) => console.log(line);
  const missing = await ensureDebianPackagesInstalled(".hotswap/logs/apt.log", say, packages);
  if (missing.length > 0) {
    say(`Missing: ${missing.join(", ")}. Install with: sudo apt-get install ${missing.join(" ")}`);
    process.exitCode = 1;
    return;
  }
  await prepare(say);
  const { passed, failed, skipped } = await runVitest([project]);
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  if (failed > 0) process.exitCode = 1;
}
