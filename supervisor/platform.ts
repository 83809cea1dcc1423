import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Digest } from "#domain/digest/index.ts";
import { buildBundle } from "./bundle.ts";
import { planControlPlane } from "./control-plane.ts";
import {
  clearRunDirectory,
  describeDataDirectory,
  ensureDataDirectoryExists,
  ensureMasterKeysExist,
  ensureSecretExists,
  type DataDirectory,
} from "./data-directory.ts";
import { warnOfFewDescriptors } from "./descriptors.ts";
import { openApiSocket, openListeningSocket, type ListeningSocket } from "./listening-socket.ts";
import { keepsMails, mailHostname, mailsUrlAt } from "./kept-mails.ts";
import { lockData, type DataLock } from "./lock.ts";
import { Parts } from "./parts.ts";
import { environmentOf } from "./environment.ts";
import type { Platform, PlatformOptions } from "./platform-types.ts";
import { planPostgres } from "./postgres.ts";
import { planEdges, planPluginHost, planStates } from "./processes.ts";
import { storeDefaultTheme } from "./store-theme.ts";
import { settleStateCount } from "./topology.ts";

/** Loopback only: whoever wants it on a network puts a proxy with TLS before it. */
const address = "127.0.0.1";
const healthyMsMax = 60_000;

/**
 * Starts every process side by side, and resolves once sites are served: when edges, state processes and the plugin
 * host answer. The database and the control plane may still be coming up, see `untilHealthy`.
 *
 * Fails with a SupervisorError when the data is in use, the port is taken, or the number of state processes differs.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const log = options.log ?? ((sentence: string) => console.error(sentence));
  const directory = describeDataDirectory(options.dataDirectory);
  ensureDataDirectoryExists(directory);
  const lock = await lockData(directory.lock);
  const parts = new Parts(directory, log);
  let socket: ListeningSocket | undefined;
  let apiSocket: ListeningSocket | undefined;
  const release = async () => {
    await parts.stop();
    socket?.close();
    apiSocket?.close();
    rmSync(directory.run, { recursive: true, force: true });
    lock.release();
  };
  try {
    const states = settleStateCount(directory.topology, options.states);
    const theme = await storeDefaultTheme(directory.blobs);
    socket = openListeningSocket(address, options.port);
    apiSocket = openApiSocket(address, socket.port);
    clearRunDirectory(directory);
    warn(log);
    await Promise.all([
      options.postgres === false
        ? undefined
        : startData(directory, options, { edgeApiUrl: apiUrlAt(apiSocket.port), theme }, parts),
      startServing(directory, options, { states, socket, apiSocket, lock, theme }, parts),
    ]);
    await Promise.all(parts.serving.map((part) => part.untilHealthy(healthyMsMax)));
  } catch (error) {
    await release();
    throw error;
  }
  const urls = { api: apiUrlAt(apiSocket.port), mails: mailsUrlAt(socket.port, directory, options) };
  return describePlatform(directory, { port: socket.port, urls }, parts, release);
}

function warn(log: (sentence: string) => void): void {
  const warning = warnOfFewDescriptors();
  if (warning !== null) log(warning);
}

/** It answers on this machine only, by a name that browsers, curl and our own clients know to be local. */
function apiUrlAt(port: number): string {
  return `http://api.localhost:${port}/api/v1`;
}

async function startData(
  directory: DataDirectory,
  options: PlatformOptions,
  { edgeApiUrl, theme }: { readonly edgeApiUrl: string; readonly theme: Digest },
  parts: Parts,
): Promise<void> {
  const postgres = await planPostgres(directory);
  parts.start("postgres", [postgres.plan]);
  parts.start("control-plane", [
    planControlPlane({
      socketPath: join(directory.run, "control-plane.sock"),
      relaySocketPath: join(directory.run, "tenant-relay.sock"),
      databaseUrl: postgres.url,
      secret: ensureSecretExists(directory.controlPlaneSecret),
      edgeApiUrl,
      theme,
      masterKeysFile: ensureMasterKeysExist(directory),
      spool: directory.spool,
      tenantBlobs: directory.tenantBlobs,
      mails: directory.mails,
      env: environmentOf(options),
    }),
  ]);
}

interface Held {
  readonly states: number;
  readonly socket: ListeningSocket;
  readonly apiSocket: ListeningSocket;
  readonly lock: DataLock;
  /** Digest of the default theme. */
  readonly theme: Digest;
}

async function startServing(
  directory: DataDirectory,
  options: PlatformOptions,
  held: Held,
  parts: Parts,
): Promise<void> {
  await buildBundle(join(directory.build, "worker.js"));
  const token = ensureSecretExists(directory.token);
  // Off unless told: a header that a visitor can write says nothing of where they are.
  const clientAddress = environmentOf(options).CLIENT_ADDRESS;
  const platform = {
    directory,
    settings: {
      states: held.states,
      variables: {
        PLATFORM_TOKEN_SHA256: createHash("sha256").update(token).digest("hex"),
        API_HOSTNAME: "api.localhost",
        SITES_DOMAIN: "localhost",
        SITES_SCHEME: "http",
        SITES_PORT: String(held.socket.port),
        CLOCK_STEPS: "true",
        DEFAULT_THEME: held.theme,
        ...(keepsMails(options) ? { MAIL_HOSTNAME: mailHostname } : {}),
        ...(clientAddress === undefined || clientAddress === "" ? {} : { CLIENT_ADDRESS: clientAddress }),
      },
      secrets: ["CONTROL_PLANE_SECRET"],
      blobs: directory.blobs,
      socket: (name: string) => join(directory.run, `${name}.sock`),
      bundle: "worker.js",
      controlPlane: options.postgres !== false,
    },
    edges: options.edges ?? availableParallelism(),
    env: {
      PATH: process.env.PATH,
      TZ: "UTC",
      ...options.env,
      CONTROL_PLANE_SECRET: ensureSecretExists(directory.controlPlaneSecret),
    },
    listeningFd: held.socket.fd,
    apiFd: held.apiSocket.fd,
    lockFd: held.lock.fd,
  };
  parts.start("states", planStates(platform));
  parts.start("plugin-host", [planPluginHost(platform)]);
  parts.start("edges", planEdges(platform));
}

function describePlatform(
  directory: DataDirectory,
  { port, urls }: Pick<Platform, "port" | "urls">,
  parts: Parts,
  release: () => Promise<void>,
): Platform {
  let stopping: Promise<void> | undefined;
  return {
    port,
    urls,
    token: ensureSecretExists(directory.token),
    directory,
    runDirectory: directory.run,
    get processes() {
      return parts.all.map((part) => ({ name: part.plan.name, pid: part.pid }));
    },
    async untilHealthy(name) {
      const waited = name === undefined ? parts.all : [parts.find(name)];
      await Promise.all(waited.map((part) => part.untilHealthy(healthyMsMax)));
    },
    kill: (name, signal) => parts.find(name).kill(signal),
    async restart(name) {
      const part = parts.find(name);
      await part.restart();
      await part.untilHealthy(healthyMsMax);
    },
    stop: () => (stopping ??= release()),
  };
}
