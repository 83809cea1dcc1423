import type { Config } from "./config.ts";
import { tlsOf } from "./database/index.ts";
import type { Log } from "./log.ts";
import { relayLimits, startRelay, type Relay } from "./relay/index.ts";

/** The relay to tenants' databases; null where none is configured. */
export async function connectRelay(config: Config, log: Log): Promise<Relay | null> {
  const { relaySocketPath, secret, tenantServers, databaseUrl } = config;
  if (relaySocketPath === null) return null;
  const servers = new Set(tenantServers);
  const { tls } = tlsOf(databaseUrl);
  return startRelay({ socketPath: relaySocketPath, secret, servers, tls, limits: relayLimits, log });
}
