import { Client, type ClientConfig } from "@neondatabase/serverless";
import { WebSocket } from "ws";
import { serverName, type RelayTicket, type TenantCredentials } from "#domain/contracts/index.ts";
import { signTicket } from "#durable-objects/tenant/database/sign-ticket.ts";
import type { TenantWithRole } from "./tenant-roles.ts";

export const secret = "a secret that edges and the control plane share in tests";

export function ticketOf({ tenantId, credentials }: TenantWithRole): RelayTicket {
  const { database, role } = credentials;
  return { tenantId, server: serverName(credentials), database, role };
}

export function openSocket(socketPath: string, token: string | null): WebSocket {
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  return new WebSocket(`ws+unix:${socketPath}:/connect`, { headers });
}

/** The status with which the upgrade was answered: 101 when it became a connection, which is closed again. */
export async function upgradeStatus(socketPath: string, token: string | null): Promise<number> {
  const socket = openSocket(socketPath, token);
  return new Promise((resolve, reject) => {
    socket.once("unexpected-response", (_, response) => {
      resolve(response.statusCode!);
      socket.terminate();
    });
    socket.once("open", () => {
      resolve(101);
      socket.terminate();
    });
    socket.once("error", reject);
  });
}

/** The driver that Tenant objects use, in Node. */
export async function relayedClient(
  socketPath: string,
  ticket: RelayTicket,
  credentials: TenantCredentials,
  config: ClientConfig = {},
): Promise<Client> {
  const { host, port, database, role, password } = credentials;
  const token = await signTicket(ticket, secret, Date.now());
  const client = new Client({ host, port, database, user: role, password, ...config });
  client.on("error", () => {
    // The query under way, or the next one, fails with it.
  });
  // Called with `new`, which gives back what it returns.
  const open = function () {
    return openSocket(socketPath, token);
  };
  client.neonConfig.webSocketConstructor = open as never;
  Object.assign(client.neonConfig, { useSecureWebSocket: false, pipelineConnect: false, pipelineTLS: false });
  client.neonConfig.wsProxy = "relay";
  return client;
}

/** Resolves when the connection has ended, whatever it says as it does. */
export function untilEnded(client: Client): Promise<void> {
  return new Promise((resolve) => client.once("end", () => resolve()));
}
