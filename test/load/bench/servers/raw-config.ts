import { config, text } from "#supervisor/workerd-capnp.ts";
import { compatibilityDate } from "#supervisor/workerd-config.ts";

export interface RawServer {
  /** The module beside the configuration. */
  readonly module: "constant.js" | "object-call.js";
  readonly yieldEvery: number;
  /** The file beside the configuration that holds the body. */
  readonly bodyFile: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly healthSocket: string;
}

/** The configuration of a workerd that runs nothing of ours, otherwise like an edge's. */
export function rawConfig({ module, yieldEvery, bodyFile, headers, healthSocket }: RawServer): string {
  const hasObject = module === "object-call.js";
  const bindings = [
    `(name = "BODY", data = embed ${text(bodyFile)})`,
    `(name = "HEADERS", json = ${text(JSON.stringify(headers))})`,
    `(name = "YIELD_EVERY", json = ${text(String(yieldEvery))})`,
    ...(hasObject ? [`(name = "ACTIVE_RELEASE", durableObjectNamespace = "ActiveRelease")`] : []),
  ];
  const fields = [
    `modules = [(name = ${text(module)}, esModule = embed ${text(module)})]`,
    `compatibilityDate = ${text(compatibilityDate)}`,
    `bindings = [${bindings.join(", ")}]`,
    ...(hasObject
      ? [
          `durableObjectNamespaces = [(className = "ActiveRelease", uniqueKey = "active-release")]`,
          `durableObjectStorage = (inMemory = void)`,
        ]
      : []),
  ];
  return config({
    services: [
      `(name = "main", worker = (${fields.join(", ")}))`,
      `(name = "health", worker = (
      modules = [(name = "health.js", esModule = "export default { fetch() { return new Response('ok'); } };")],
      compatibilityDate = ${text(compatibilityDate)},
    ))`,
    ],
    sockets: [
      `(name = "http", http = (), service = "main")`,
      `(name = "health", address = ${text(`unix:${healthSocket}`)}, http = (), service = "health")`,
    ],
  });
}
