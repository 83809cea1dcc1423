/**
 * The configurations of the workerd processes, as Cap'n Proto text. Pure: paths and names in, text out.
 *
 * Every process runs the same bundle with other bindings:
 * - `state-<k>` owns the objects. Socket: entrypoint `StateProcess`, workerd's RPC (`capnpConnectHost = "state"`).
 * - `edge-<i>` answers visitors on the shared socket named `http`: the default export; `edge-api` on one of its own.
 * - `plugin-host`. Socket: entrypoint `PluginHost`, RPC (`capnpConnectHost = "plugin-host"`); answers `GET /health`.
 *
 * `ctx.exports.Waiter`, and every other class that the bundle exports, works in all of them without a binding
 * or a flag: `enable_ctx_exports` is implied by the compatibility date. In edges and the plugin host the object
 * classes have no namespace, so they are reached through `STATE_<k>` alone.
 *
 * State processes and edges have a second socket whose one answer says that the process still turns: edges
 * share theirs, so that a request there would not reach a certain one.
 * @see https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp
 */

import { config, disk, external, list, text } from "./workerd-capnp.ts";

/** The same as in wrangler.toml. */
export const compatibilityDate = "2026-07-01";
export const compatibilityFlags = ["nodejs_compat"] as const;

export interface Settings {
  /** How many state processes there are: the bindings `STATE_0`, `STATE_1`, ... */
  readonly states: number;
  /** Text bindings of the same name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Text bindings read from the environment of the process, so that no file holds them. */
  readonly secrets: readonly string[];
  /** The directory of the blobs. */
  readonly blobs: string;
  /** Path of a unix socket by its name, e.g. `state-0`. */
  readonly socket: (name: string) => string;
  /** Path of the bundle, relative to the configuration. */
  readonly bundle: string;
  /** Whether there is a control plane to bind. */
  readonly controlPlane: boolean;
}

/** @param objects the directory of this process's objects */
export function stateConfig(settings: Settings, k: number, objects: string): string {
  const own = [
    `(name = "WEBSITES", durableObjectNamespace = "WebsiteObject")`,
    `(name = "DIRECTORY", durableObjectNamespace = "DirectoryObject")`,
    `(name = "TENANTS", durableObjectNamespace = "TenantObject")`,
  ];
  return config({
    services: [
      worker(
        settings,
        [
          ...stateBindings(settings),
          ...own,
          ...blobBinding,
          ...controlPlaneBinding(settings),
          ...relayBinding(settings),
        ],
        [
          `durableObjectNamespaces = [
        (className = "WebsiteObject", uniqueKey = "website", enableSql = true),
        (className = "DirectoryObject", uniqueKey = "directory", enableSql = true),
        (className = "TenantObject", uniqueKey = "tenant", enableSql = true),
      ]`,
          `durableObjectStorage = (localDisk = "objects")`,
        ],
      ),
      disk("objects", objects),
      disk("blobs", settings.blobs),
      ...stateServices(settings),
      ...controlPlaneService(settings),
      ...relayService(settings),
      healthService,
    ],
    sockets: [
      `(name = "rpc", address = ${text(`unix:${settings.socket(`state-${k}`)}`)}, http = (capnpConnectHost = "state"), service = (name = "main", entrypoint = "StateProcess"))`,
      healthSocket(settings, `state-${k}`),
    ],
  });
}

export function edgeConfig(settings: Settings, name: string): string {
  return config({
    services: [
      worker(settings, [
        ...stateBindings(settings),
        ...blobBinding,
        ...controlPlaneBinding(settings),
        `(name = "PLUGIN_HOST", service = "plugin-host")`,
      ]),
      disk("blobs", settings.blobs),
      ...stateServices(settings),
      ...controlPlaneService(settings),
      external("plugin-host", settings.socket("plugin-host"), `http = (capnpConnectHost = "plugin-host")`),
      healthService,
    ],
    sockets: [`(name = "http", http = (), service = "main")`, healthSocket(settings, name)],
  });
}

export function pluginHostConfig(settings: Settings): string {
  return config({
    services: [worker(settings, [])],
    sockets: [
      `(name = "rpc", address = ${text(`unix:${settings.socket("plugin-host")}`)}, http = (capnpConnectHost = "plugin-host"), service = (name = "main", entrypoint = "PluginHost"))`,
    ],
  });
}

/** The name of the socket at which a process says that it turns. */
export function healthSocketName(name: string): string {
  return `${name}-health`;
}

const blobBinding = [`(name = "BLOBS_DISK", service = "blobs")`];

const healthService = `(name = "health", worker = (
      modules = [(name = "health.js", esModule = "export default { fetch() { return new Response('ok\\\\n'); } };")],
      compatibilityDate = ${text(compatibilityDate)},
    ))`;

function healthSocket(settings: Settings, name: string): string {
  return `(name = "health", address = ${text(`unix:${settings.socket(healthSocketName(name))}`)}, http = (), service = "health")`;
}

function stateNames(settings: Settings): string[] {
  return Array.from({ length: settings.states }, (_, k) => `state-${k}`);
}

function stateBindings(settings: Settings): string[] {
  return [
    `(name = "STATE_COUNT", text = ${text(String(settings.states))})`,
    ...stateNames(settings).map((name, k) => `(name = "STATE_${k}", service = ${text(name)})`),
  ];
}

function stateServices(settings: Settings): string[] {
  return stateNames(settings).map((name) =>
    external(name, settings.socket(name), `http = (capnpConnectHost = "state")`),
  );
}

function controlPlaneBinding(settings: Settings): string[] {
  return settings.controlPlane ? [`(name = "CONTROL_PLANE", service = "control-plane")`] : [];
}

function controlPlaneService(settings: Settings): string[] {
  return settings.controlPlane ? [external("control-plane", settings.socket("control-plane"), "http = ()")] : [];
}

/** State processes alone have it, and no way into the private network beside: a Tenant object reaches its database so or not at all. */
function relayBinding(settings: Settings): string[] {
  return settings.controlPlane ? [`(name = "TENANT_RELAY", service = "tenant-relay")`] : [];
}

function relayService(settings: Settings): string[] {
  return settings.controlPlane ? [external("tenant-relay", settings.socket("tenant-relay"), "http = ()")] : [];
}

function worker(settings: Settings, bindings: readonly string[], more: readonly string[] = []): string {
  const variables = Object.entries(settings.variables).map(
    ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
  );
  const secrets = settings.secrets.map((name) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`);
  const fields = [
    `modules = [(name = "worker.js", esModule = embed ${text(settings.bundle)})]`,
    `compatibilityDate = ${text(compatibilityDate)}`,
    `compatibilityFlags = ${list(compatibilityFlags.map(text), 6)}`,
    `bindings = ${list([...variables, ...secrets, ...bindings], 6)}`,
    ...more,
  ];
  return `(name = "main", worker = (\n${fields.map((field) => `      ${field},\n`).join("")}    ))`;
}
