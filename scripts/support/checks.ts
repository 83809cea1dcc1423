import { spawn } from "node:child_process";

/** A look at the source that needs no server. */
interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const checks: readonly Check[] = [
  { name: "types of what runs in workerd", command: ["tsc", "-p", "tsconfig.workers.json"] },
  { name: "types of what runs in Node", command: ["tsc", "-p", "tsconfig.node.json"] },
  { name: "lint", command: ["oxlint"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "bundle for Cloudflare", command: ["wrangler", "deploy", "--dry-run", "--outdir", "dist"] },
];

/** Wrangler asks nobody and tells nobody. */
const offline = { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false", CI: "1" };
const checkMsMax = 180_000;

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs all of them, each output shown only where it failed. Programs are found in PATH, as bootstrap.mjs sets it. */
export async function runChecks(say: (line: string) => void): Promise<Totals> {
  let failed = 0;
  for (const check of checks) {
    const startedAtMs = performance.now();
    const failure = await runCheck(check);
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
    say(`${failure === null ? "ok    " : "FAILED"} ${check.name} (${seconds} s)`);
    if (failure === null) continue;
    failed += 1;
    say(failure);
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}

/** @returns what it said when it did not end well */
function runCheck({ command: [file, ...args] }: Check): Promise<string | null> {
  const child = spawn(file, args, {
    env: { ...process.env, ...offline },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: checkMsMax,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? null : said.trim()));
  });
}
