import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardCommand } from "#supervisor/command.ts";
import { eventually } from "#test/support/eventually.ts";
import { ensureKubernetesBuilt } from "../../../scripts/support/kubernetes.ts";
import { findFreePort } from "./cutting-proxy.ts";
import { startServerProcess, type ServerProcess } from "./server-process.ts";

export interface TestKubernetes {
  readonly port: number;
  /** Of who may do everything. */
  readonly token: string;
  /** What the server proves itself by, PEM. */
  readonly certificate: string;
  /** For who may do everything, unless told otherwise; to the server or to what stands before it. */
  kubeconfig(options?: { readonly port?: number; readonly token?: string }): string;
  /** Of the API server that runs, or ran last. */
  readonly apiServerPid: number;
  /** What the server proves itself by, with its key, PEM: for what stands before it. */
  readonly identity: { readonly cert: string; readonly key: string };
  /** Ends the API server and starts it on the same data. */
  restartApiServer(): Promise<void>;
  stop(): Promise<void>;
}

/** A real API server of its own, with etcd and the controllers, without nodes: what is deployed is never run. */
export async function startKubernetes(): Promise<TestKubernetes> {
  const bin = await ensureKubernetesBuilt(console.log);
  const directory = mkdtempSync(join(tmpdir(), "hotswap-kubernetes-"));
  const path = (name: string) => join(directory, name);
  const [etcdPort, peerPort, port, controllersPort] = await findFreePorts(4);
  const token = randomBytes(24).toString("hex");
  makeKeys(directory);
  writeFileSync(path("tokens.csv"), `${token},platform,platform,"system:masters"\n`);
  const kubeconfig: TestKubernetes["kubeconfig"] = (options = {}) => {
    const to = options.port ?? port!;
    return writeKubeconfig(to, readFileSync(path("server.crt"), "base64"), options.token ?? token);
  };
  writeFileSync(path("kubeconfig"), kubeconfig());

  const processes: ServerProcess[] = [];
  const start = async (file: string, args: readonly string[], onPort: number) => {
    const guarded = guardCommand({ file, args, env: {}, descriptors: [] });
    const started = await startServerProcess(guarded.file, guarded.args, onPort);
    processes.unshift(started);
    return started;
  };
  const etcd = `http://127.0.0.1:${etcdPort}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  const startApiServer = async () => {
    const started = await start(join(bin, "kube-apiserver"), apiServerArguments(path, etcd, port!), port!);
    await eventually("the API server is ready", () => isReady(port!, token), 60_000);
    return started;
  };
  const stop = async () => {
    for (const process of processes) await process.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await start("etcd", etcdArguments(path("etcd"), etcd, peer), etcdPort!);
    let apiServer = await startApiServer();
    await start(join(bin, "kube-controller-manager"), controllerArguments(path, controllersPort!), controllersPort!);
    const restartApiServer = async () => {
      await apiServer.stop();
      apiServer = await startApiServer();
    };
    return {
      port: port!,
      token,
      certificate: readFileSync(path("server.crt"), "utf8"),
      identity: {
        cert: readFileSync(path("server.crt"), "utf8"),
        key: readFileSync(path("server.key"), "utf8"),
      },
      get apiServerPid() {
        return apiServer.pid;
      },
      kubeconfig,
      restartApiServer,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeKeys(directory: string): void {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  openssl(
    ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(" "),
    ..."-keyout server.key -out server.crt".split(" "),
  );
  openssl("genrsa", "-out", "accounts.key", "2048");
}

function etcdArguments(data: string, client: string, peer: string): string[] {
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--log-level=warn",
  ];
}

function apiServerArguments(path: (name: string) => string, etcd: string, port: number): string[] {
  return [
    `--etcd-servers=${etcd}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--tls-cert-file=${path("server.crt")}`,
    `--tls-private-key-file=${path("server.key")}`,
    "--authorization-mode=RBAC",
    // As most clusters have it.
    "--allow-privileged=true",
    `--token-auth-file=${path("tokens.csv")}`,
    "--service-cluster-ip-range=10.0.0.0/16",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${path("accounts.key")}`,
    `--service-account-signing-key-file=${path("accounts.key")}`,
  ];
}

function controllerArguments(path: (name: string) => string, port: number): string[] {
  return [
    `--kubeconfig=${path("kubeconfig")}`,
    "--leader-elect=false",
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    "--port=0",
    `--service-account-private-key-file=${path("accounts.key")}`,
    `--root-ca-file=${path("server.crt")}`,
    "--concurrent-namespace-syncs=50",
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
  ];
}

async function isReady(port: number, token: string): Promise<boolean> {
  const args = ["-ks", "-m", "5", "-H", `Authorization: Bearer ${token}`, `https://127.0.0.1:${port}/readyz`];
  try {
    return execFileSync("curl", args, { encoding: "utf8" }) === "ok";
  } catch {
    return false;
  }
}

function writeKubeconfig(port: number, certificate: string, token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    clusters: [
      {
        name: "test",
        cluster: { server: `https://127.0.0.1:${port}`, "certificate-authority-data": certificate },
      },
    ],
    users: [{ name: "test", user: { token } }],
  });
}

async function findFreePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await findFreePort());
  return [...ports];
}
