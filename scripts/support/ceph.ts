import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { DebianPackages } from "./debian-packages.ts";

/** Debian's, 73 MB to download; installed they stay. */
export const cephPackages: DebianPackages = {
  radosgw: ["radosgw"],
  "ceph-mon": ["ceph-mon"],
  "ceph-osd": ["ceph-osd"],
};

/** A gateway that speaks S3, and the keys of a user who may administer its users. */
export interface Ceph {
  readonly host: string;
  readonly port: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How long it took until it answered, in milliseconds. */
  readonly startMs: number;
  /** Of the gateway that runs, or ran last. */
  readonly gatewayPid: number;
  /** Ends the gateway, if it runs, and starts it on the same data. */
  restartGateway(): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const stepMsMax = 15_000;
/** A young monitor now and then leaves a command without an answer, whoever asks. */
const attemptsMax = 5;
/** A store that is not up by then, of which each seventh is one, never will be. */
const storeUpMsMax = 6_000;

/**
 * Starts the smallest cluster there is, on free ports of this machine, with all it keeps in memory or a temporary
 * directory: a monitor, a store for objects, and the gateway. As root, in about three seconds.
 */
export async function startCeph(): Promise<Ceph> {
  const startedAtMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const cluster = await tryToStart();
      return Object.assign(cluster, { startMs: Math.round(performance.now() - startedAtMs) });
    } catch (error) {
      if (attempt === attemptsMax) throw error;
    }
  }
}

async function tryToStart(): Promise<Omit<Ceph, "startMs">> {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-ceph-"));
  const children: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(children.toReversed().map(endProcess));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const [monitorPort, port] = [await findFreePort(), await findFreePort()];
    const [clusterId, storeId] = [randomUUID(), randomUUID()];
    for (const name of ["mon", "osd", "log"]) mkdirSync(join(directory, name));
    const config = join(directory, "ceph.conf");
    writeFileSync(config, describeCluster(directory, clusterId, monitorPort));
    const step = (file: string, ...args: string[]) => run(file, [...args, "-c", config], { timeout: stepMsMax });
    const serve = (file: string, ...args: string[]) => {
      const child = startProcess(file, ["-f", "-c", config, ...args], join(directory, "log", `${file}.out`));
      children.push(child);
      return child;
    };

    const map = join(directory, "monmap");
    const monitor = `[v1:127.0.0.1:${monitorPort}]`;
    await step("monmaptool", "--create", "--fsid", clusterId, "--addv", "a", monitor, map);
    await step("ceph-mon", "--mkfs", "-i", "a", "--monmap", map);
    serve("ceph-mon", "-i", "a");
    await step("ceph", "osd", "new", storeId);
    await step("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", storeId);
    serve("ceph-osd", "-i", "0");
    // Whoever makes a pool before the store is up may wait for it for ever.
    await until(
      "the store is up",
      async () => {
        const { stdout } = await step("ceph", "osd", "stat", "--format=json");
        return (JSON.parse(stdout) as { num_up_osds: number }).num_up_osds === 1;
      },
      storeUpMsMax,
    );
    const keys = { accessKeyId: "PLATFORM", secretAccessKey: randomUUID() };
    const platform = ["--uid=platform", "--display-name=platform", `--access-key=${keys.accessKeyId}`];
    const mayDo = ["--caps=users=*;user-policy=*", `--secret-key=${keys.secretAccessKey}`];
    await step("radosgw-admin", "-n", "client.rgw", "user", "create", ...platform, ...mayDo);
    const serveGateway = async () => {
      const child = serve("radosgw", "-n", "client.rgw", `--rgw-frontends=beast endpoint=127.0.0.1:${port}`);
      await until("the gateway answers", () => isListening(port));
      return child;
    };
    let gateway = await serveGateway();
    return {
      host: "127.0.0.1",
      port,
      ...keys,
      get gatewayPid() {
        return gateway.pid!;
      },
      async restartGateway() {
        await endProcess(gateway);
        gateway = await serveGateway();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * One store without copies, and nobody to be kept out of a cluster on the loopback interface. Paxos by default waits a second
 * for more before it proposes anything, and each of the gateway's eight pools is a proposal.
 */
function describeCluster(directory: string, clusterId: string, monitorPort: number): string {
  const sections = {
    global: {
      fsid: clusterId,
      "mon host": `v1:127.0.0.1:${monitorPort}`,
      "public addr": "127.0.0.1",
      "ms bind msgr2": false,
      "auth cluster required": "none",
      "auth service required": "none",
      "auth client required": "none",
      "run dir": directory,
      "admin socket": "",
      "pid file": "",
      "log file": join(directory, "log", "$name.log"),
      "mon cluster log file": join(directory, "log", "cluster.log"),
      "crash dir": join(directory, "log"),
      "osd pool default size": 1,
      "osd pool default min size": 1,
      "osd pool default pg num": 1,
      "osd pool default pgp num": 1,
      "osd pool default pg autoscale mode": "off",
      "osd crush chooseleaf type": 0,
      "mon allow pool size one": true,
      "mon max pg per osd": 1_000,
      "mon data avail crit": 1,
      "mon data avail warn": 1,
      "paxos propose interval": 0.02,
      "paxos min wait": 0.005,
    },
    mon: { "mon data": join(directory, "mon") },
    osd: {
      "osd data": join(directory, "osd"),
      "osd objectstore": "memstore",
      "memstore device bytes": 2_000_000_000,
    },
    client: { "rgw data": join(directory, "rgw"), "rgw enable usage log": false },
  };
  return Object.entries(sections)
    .map(([name, values]) => [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`)])
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Told to end when we are killed. */
function startProcess(file: string, args: readonly string[], logPath: string): ChildProcess {
  const out = openSync(logPath, "a");
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", file, ...args], { stdio: ["ignore", out, out] });
  child.on("error", () => {});
  closeSync(out);
  return child;
}

/** At once: nothing of it is kept. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function until(what: string, ask: () => Promise<boolean>, withinMs = stepMsMax): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await ask())) {
    if (performance.now() > until) throw new Error(`Ceph did not start: not within ${withinMs / 1_000} s: ${what}.`);
    await sleep(20);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
