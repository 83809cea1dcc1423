/**
 * `npm test`: the checks, then every test, on servers that the tests start themselves.
 *
 * As root, Debian packages that are missing are installed. Otherwise they are named, what can run without them
 * runs, and the run counts as failed. The last line is the sum: `N passed, N failed, N skipped`.
 */
import { runChecks, type Totals } from "./support/checks.ts";
import { ensureDebianPackagesInstalled } from "./support/debian-packages.ts";
import { runVitest } from "./support/vitest.ts";

const say = (line: string) => console.log(line);

say("1/3 Programs that tests need");
const missing = await ensureDebianPackagesInstalled(".hotswap/logs/apt.log", say);
if (missing.length > 0)
  say(
    `Missing: ${missing.join(", ")}. Tests that need it are left out. Install with: sudo apt-get install ${missing.join(" ")}`,
  );

say("2/3 Checks");
const checks = await runChecks(say);

say("3/3 Tests");
const tests = await runVitest([
  "unit",
  "workers",
  "integration",
  ...(missing.includes("redis-server") ? [] : ["contract"]),
  "survival",
  ...(missing.includes("chromium") ? [] : ["e2e"]),
]);

const total = add([checks, tests, { passed: 0, failed: missing.length, skipped: 0 }]);
if (missing.length > 0) say(`Failed because of missing packages: ${missing.join(", ")}`);
say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
if (total.failed > 0) process.exitCode = 1;

function add(parts: readonly Totals[]): Totals {
  const sum = (key: keyof Totals) => parts.reduce((so, part) => so + part[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}
