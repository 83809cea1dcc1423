import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { bundleSettings } from "#supervisor/bundle.ts";
import { openLogFile } from "#supervisor/log-file.ts";
import { ManagedProcess } from "#supervisor/managed-process.ts";
import { config, disk, external, list, text } from "#supervisor/workerd-capnp.ts";
import { compatibilityDate, compatibilityFlags } from "#supervisor/workerd-config.ts";
import { planWorkerd } from "#supervisor/workerd-process.ts";

export interface ObjectWorkerInput {
  /** An existing directory, for all that it writes. */
  readonly directory: string;
  /** The module, whose objects' class is `Probe`, bound as `PROBES`. It answers `GET /` by 200 once it is up. */
  readonly entry: string;
  /** Unix sockets of services, by the names that they are bound by. */
  readonly services?: Readonly<Record<string, string>>;
  /** Bound by their names, from the environment. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly plugins?: readonly Plugin[];
}

export interface ObjectWorker {
  /** Unix socket on which it answers HTTP. */
  readonly socket: string;
  stop(): Promise<void>;
}

/** A real workerd with one class of objects, as platforms run theirs, and nothing of a platform beside it. */
export async function startObjectWorker(input: ObjectWorkerInput): Promise<ObjectWorker> {
  const { directory, entry, secrets = {}, plugins = [] } = input;
  const socket = join(directory, "probe.sock");
  const objects = join(directory, "objects");
  mkdirSync(objects);
  const settings = { ...bundleSettings(join(directory, "probe.js")), entryPoints: [entry], plugins: [...plugins] };
  await build(settings);
  const workerd = new ManagedProcess(
    planWorkerd({
      name: "probe",
      build: directory,
      config: configOf(input, { socket, objects }),
      env: { PATH: process.env.PATH, ...secrets },
      sockets: [socket],
      health: socket,
      watchdog: { intervalMs: 1_000, silenceMsMax: 10_000, startMsMax: 30_000 },
      stopMsMax: 500,
    }),
    { logFile: openLogFile(join(directory, "probe.log")), complain: () => {} },
  );
  workerd.start();
  await workerd.untilHealthy(30_000);
  return { socket, stop: () => workerd.stop() };
}

function configOf(
  { services = {}, secrets = {} }: ObjectWorkerInput,
  { socket, objects }: { readonly socket: string; readonly objects: string },
): string {
  const fields = [
    `modules = [(name = "worker.js", esModule = embed "probe.js")]`,
    `compatibilityDate = ${text(compatibilityDate)}`,
    `compatibilityFlags = ${list(compatibilityFlags.map(text), 6)}`,
    `bindings = ${list(
      [
        `(name = "PROBES", durableObjectNamespace = "Probe")`,
        ...Object.keys(services).map((name) => `(name = ${text(name)}, service = ${text(name)})`),
        ...Object.keys(secrets).map((name) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`),
      ],
      6,
    )}`,
    `durableObjectNamespaces = [(className = "Probe", uniqueKey = "probe", enableSql = true)]`,
    `durableObjectStorage = (localDisk = "objects")`,
  ];
  return config({
    services: [
      `(name = "main", worker = (${fields.join(", ")}))`,
      disk("objects", objects),
      ...Object.entries(services).map(([name, path]) => external(name, path, "http = ()")),
    ],
    sockets: [`(name = "http", address = ${text(`unix:${socket}`)}, http = (), service = "main")`],
  });
}
