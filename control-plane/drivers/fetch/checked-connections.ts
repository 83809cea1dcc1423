import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { notPublic } from "./check-url.ts";
import { isPublicAddress } from "./is-public-address.ts";

/** The IP addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

/** A name or address leads to where nothing may be fetched from. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
}
/** A name could not be resolved. */
export class NameUnknown extends Error {
  override readonly name = "NameUnknown";
}

export interface ConnectionOptions {
  readonly resolve: Resolve;
  readonly allowed: ReadonlySet<string>;
  readonly connectMsMax: number;
  /** How servers are known by, and we by them, where it is not as the system does it. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly servername?: string };
}

/**
 * Connections whose addresses were checked: a name is resolved here, every address that it has must be public, and it is these
 * addresses that are connected to. Nothing asks the resolver a second time, which might answer otherwise.
 */
export function checkedConnections(options: ConnectionOptions): Agent {
  return new Agent({
    connect: (target, connected) => void connectPinned(target, connected, options),
    connections: 6,
    pipelining: 1,
    keepAliveTimeout: 2_000,
  });
}

async function connectPinned(
  target: buildConnector.Options,
  connected: buildConnector.Callback,
  options: ConnectionOptions,
): Promise<void> {
  try {
    const lookup = pinnedTo(await addressesOf(target.hostname, target.port, options));
    buildConnector({ timeout: options.connectMsMax, lookup, ...options.tls })(target, connected);
  } catch (error) {
    connected(error as Error, null);
  }
}

async function addressesOf(hostname: string, port: string, options: ConnectionOptions): Promise<readonly string[]> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await resolveName(host, options) : [host];
  const isAllowed = (address: string) =>
    isPublicAddress(address) || options.allowed.has(`${isIP(address) === 6 ? `[${address}]` : address}:${port}`);
  if (addresses.every(isAllowed)) return addresses;
  throw new AddressRefused(notPublic);
}

async function resolveName(hostname: string, { resolve, connectMsMax }: ConnectionOptions): Promise<readonly string[]> {
  const late = AbortSignal.timeout(connectMsMax);
  const given = new Promise<never>((_, reject) =>
    late.addEventListener("abort", () => reject(new NameUnknown(`${hostname} was not resolved in time`)), {
      once: true,
    }),
  );
  const addresses = await Promise.race([resolve(hostname).catch(() => []), given]);
  if (addresses.length === 0) throw new NameUnknown(`${hostname} is not known`);
  return addresses;
}

/** In the place of a resolver. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = known;
    if (options.all === true) callback(null, known);
    else callback(null, first!.address, first!.family);
  };
}
