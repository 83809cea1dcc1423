import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Totals } from "./checks.ts";

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Runs the named projects, its own output shown as it comes. */
export async function runVitest(projects: readonly string[]): Promise<Totals> {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-vitest-"));
  const output = join(directory, "report.json");
  try {
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
    const code = await run("vitest", [...args, ...projects.flatMap((project) => ["--project", project])]);
    const report = existsSync(output) ? (JSON.parse(readFileSync(output, "utf8")) as Report) : null;
    return countTests(report, code === 0);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Adds up a report. A file that failed without a failed test in it, because it could not be loaded, counts as one
 * failed, and so does a run that went wrong though every test passed.
 */
export function countTests(report: Report | null, wentWell: boolean): Totals {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !wentWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function run(file: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit"] });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", (code) => resolve(code));
  });
}
