import { Client, Pool, type ClientConfig } from "@neondatabase/serverless";
import type { TenantCredentials } from "#domain/contracts/index.ts";
import { RelaySocket } from "./relay-socket.ts";

export const connectMsMax = 3_000;
const statementMsMax = 5_000;

/**
 * Two connections at most, each made when it is needed and closed when it is not, and none of them kept for ever. Nothing waits
 * without end: not for a connection, a lock, a statement, nor for a server that went silent.
 *
 * @param open a new WebSocket to the credentials' server
 */
export function makePool(
  { host, port, database, role, password }: TenantCredentials,
  open: () => Promise<WebSocket>,
): Pool {
  const pool = new Pool({
    host,
    port,
    database,
    user: role,
    password,
    max: 2,
    idleTimeoutMillis: 10_000,
    maxLifetimeSeconds: 600,
    connectionTimeoutMillis: connectMsMax,
    statement_timeout: statementMsMax,
    query_timeout: statementMsMax + 1_000,
    application_name: "hotswap-tenant",
  });
  pool.Client = relayedClient(open);
  // A connection that breaks is dropped by the pool; unheard, its error would end the object: that of an idle one comes by the
  // pool, that of one at work by itself, and fails its query as well.
  pool.on("error", () => {});
  pool.on("connect", (client: Client) => client.on("error", () => {}));
  return pool;
}

/** The driver, with the relay as its only way out. */
function relayedClient(open: () => Promise<WebSocket>): typeof Client {
  // Called with `new`, which gives back what it returns.
  const makeSocket = function () {
    return new RelaySocket(open);
  };
  return class extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      const { neonConfig } = this;
      neonConfig.webSocketConstructor = makeSocket as never;
      // The name is of no account: the ticket says where to.
      neonConfig.wsProxy = "tenant-relay/connect";
      neonConfig.useSecureWebSocket = false;
      // Pipelining would send the password in clear text before the server asks.
      neonConfig.pipelineConnect = false;
      neonConfig.pipelineTLS = false;
    }
  };
}
