/** The pieces of a workerd configuration that say nothing about HotSwap. */

/** Small young generations: a third of the memory at the same speed. */
const v8Flags = ["--max-semi-space-size=4", "--semi-space-growth-factor=1"];

export function external(name: string, socketPath: string, protocol: string): string {
  return `(name = ${text(name)}, external = (address = ${text(`unix:${socketPath}`)}, ${protocol}))`;
}

export function disk(name: string, path: string): string {
  return `(name = ${text(name)}, disk = (path = ${text(path)}, writable = true))`;
}

export function config(parts: { readonly services: readonly string[]; readonly sockets: readonly string[] }): string {
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = ${list(parts.services, 2)},
  sockets = ${list(parts.sockets, 2)},
  v8Flags = ${list(v8Flags.map(text), 2)},
);
`;
}

export function list(items: readonly string[], indent: number): string {
  const space = " ".repeat(indent);
  return `[\n${items.map((item) => `${space}  ${item},\n`).join("")}${space}]`;
}

/** A Cap'n Proto string; its escapes for quotes, backslashes and controls are JSON's for what paths and names can hold. */
export function text(value: string): string {
  return JSON.stringify(value).replace(/\\u00([0-9a-f]{2})/g, "\\x$1");
}
