import type { IncomingMessage } from "node:http";
import type { RelayTicket } from "#domain/contracts/index.ts";
import { verifyTicket } from "./verify-ticket.ts";

/** The only address that there is. */
const path = "/connect";

export type Admission = { readonly ticket: RelayTicket } | { readonly status: 401 | 403 | 404 | 405 };

/** Whether a call may become a connection: it has a good ticket, for a server that the relay is configured for. */
export async function admitUpgrade(
  request: IncomingMessage,
  { secret, servers }: { readonly secret: string; readonly servers: ReadonlySet<string> },
): Promise<Admission> {
  if (request.url !== path) return { status: 404 };
  if (request.method !== "GET") return { status: 405 };
  const ticket = await verifyTicket(request.headers.authorization, secret);
  if (ticket === null) return { status: 401 };
  return servers.has(ticket.server) ? { ticket } : { status: 403 };
}
