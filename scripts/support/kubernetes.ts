import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, mkdir, readdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { DebianPackages } from "./debian-packages.ts";

/** What is built, out of Debian's sources: nobody carries the binaries. */
const programs = ["kube-apiserver", "kube-controller-manager"] as const;
const sourceVersion = "1.20.5+really1.20.2-1.1+deb12u1";
const mirror = "http://deb.debian.org/debian";
const goDirectory = "/usr/lib/go-1.19/bin";
const buildMsMax = 3_600_000;
const progressMs = 15_000;

/** By the program that shows that one is there. */
export const kubernetesPackages: DebianPackages = {
  etcd: ["etcd-server"],
  rsync: ["rsync"],
  "dpkg-source": ["dpkg-dev"],
  [`${goDirectory}/go`]: ["golang-1.19-go"],
  openssl: ["openssl"],
  make: ["make"],
};

/** Outside of the tree: it is built once for all worktrees. */
const kubernetesCache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "hotswap", "kubernetes");

/**
 * Fetches and builds the API server and the controller manager, unless that was done before: 5 to 8 minutes and 2 GB, of
 * which 210 MB stay. A build that was interrupted is begun anew; two at once do not meet.
 *
 * @returns the directory of the programs
 */
export async function ensureKubernetesBuilt(say: (line: string) => void): Promise<string> {
  const bin = join(kubernetesCache, "bin");
  if (programs.every((program) => existsSync(join(bin, program)))) return bin;
  const work = join(kubernetesCache, `build-${process.pid}`);
  const log = join(kubernetesCache, "build.log");
  await removeInterrupted();
  mkdirSync(join(work, "apt", "lists", "partial"), { recursive: true });
  rmSync(log, { force: true });
  say(`Building Kubernetes from Debian's sources, once; its output goes to ${log}`);
  const source = await fetchSource(work, log, say);
  await build(work, source, log, say);
  mkdirSync(bin, { recursive: true });
  for (const program of programs) {
    const half = join(bin, `${program}.${process.pid}`);
    await copyFile(join(source, "_output", "bin", program), half);
    renameSync(half, join(bin, program));
  }
  rmSync(work, { recursive: true, force: true });
  return bin;
}

/** What builds left whose processes are no more. */
async function removeInterrupted(): Promise<void> {
  const names = existsSync(kubernetesCache) ? await readdir(kubernetesCache) : [];
  for (const name of names) {
    const pid = Number(/^build-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !existsSync(`/proc/${pid}`)) rmSync(join(kubernetesCache, name), { recursive: true, force: true });
  }
}

/** With lists of packages of its own: the system's stay as they are, and need no lines for sources. */
async function fetchSource(work: string, log: string, say: (line: string) => void): Promise<string> {
  const list = join(work, "apt", "sources.list");
  const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
  writeFileSync(list, `deb-src [signed-by=${keys}] ${mirror} bookworm main\n`);
  const options = [`Dir::Etc::sourcelist=${list}`, "Dir::Etc::sourceparts=-", `Dir::State::lists=${work}/apt/lists`];
  const apt = (...args: string[]) =>
    run("apt-get", [...options.flatMap((option) => ["-o", option]), ...args], { cwd: work, log, say });
  await apt("update");
  await apt("source", "--only-source", `kubernetes=${sourceVersion}`);
  const unpacked = (await readdir(work)).find((name) => name.startsWith("kubernetes-"));
  if (unpacked === undefined) throw new Error("The source package of Kubernetes was not unpacked.");
  return join(work, unpacked);
}

/** As Debian's rules do it, on half of a machine's patience: others may be working beside it. */
async function build(work: string, source: string, log: string, say: (line: string) => void): Promise<void> {
  const version = join(work, "version");
  writeFileSync(
    version,
    "KUBE_GIT_COMMIT=archive\nKUBE_GIT_TREE_STATE=archive\nKUBE_GIT_VERSION=v1.20.2\nKUBE_GIT_MAJOR=1\nKUBE_GIT_MINOR=20\n",
  );
  await mkdir(join(source, ".go", "src", "k8s.io"), { recursive: true });
  await symlink("../../..", join(source, ".go", "src", "k8s.io", "kubernetes"));
  const env = {
    ...process.env,
    PATH: [goDirectory, process.env["PATH"]].join(delimiter),
    CGO_ENABLED: "0",
    GOPATH: join(source, ".go"),
    // Several flags here would end up among the build tags.
    GOFLAGS: "-mod=vendor",
    GOPROXY: "off",
    KUBE_GIT_VERSION_FILE: version,
  };
  const what = programs.map((program) => `cmd/${program}`).join(" ");
  await run("nice", ["-n", "10", "make", `WHAT=${what}`], { cwd: source, env, log, say });
}

interface Run {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly log: string;
  readonly say: (line: string) => void;
}

async function run(file: string, args: readonly string[], { cwd, env, log, say }: Run): Promise<void> {
  const out = openSync(log, "a");
  const startedAtMs = performance.now();
  const progress = setInterval(
    () => say(`  ${file}: ${Math.round((performance.now() - startedAtMs) / 1_000)} s`),
    progressMs,
  );
  const child = spawn(file, args, { cwd, env: env ?? process.env, stdio: ["ignore", out, out], timeout: buildMsMax });
  const stop = () => void child.kill("SIGTERM");
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const code = await new Promise<number | string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (exit, signal) => resolve(exit ?? signal));
  });
  process.off("SIGTERM", stop).off("SIGINT", stop);
  clearInterval(progress);
  closeSync(out);
  if (code !== 0) throw new Error(`${file} ${args.at(-1)} failed (${code}); its output is in ${log}`);
}
