import type { RelayTicket } from "#domain/contracts/index.ts";
import { signTicket } from "./sign-ticket.ts";

/** How a Tenant object reaches its database, and the control plane that tells it who it is there. */
export interface DatabaseBindings {
  readonly TENANT_RELAY: Pick<Fetcher, "fetch">;
  readonly CONTROL_PLANE: Pick<Fetcher, "fetch">;
  /** Shared with the control plane. */
  readonly CONTROL_PLANE_SECRET: string;
}

/** The relay did not take the connection, so that nothing was begun. */
export class RelayRefused extends Error {
  /** What it answered; null when it could not be reached. */
  readonly status: number | null;

  constructor(message: string, { status, cause }: { readonly status?: number; readonly cause?: unknown }) {
    super(message, { cause });
    this.status = status ?? null;
  }
}

/** A WebSocket to the server that the ticket names. Throws a `RelayRefused` when the relay is away or does not take it. */
export async function openRelaySocket(
  { TENANT_RELAY, CONTROL_PLANE_SECRET }: DatabaseBindings,
  ticket: RelayTicket,
  timeoutMs: number,
): Promise<WebSocket> {
  const token = await signTicket(ticket, CONTROL_PLANE_SECRET, Date.now());
  const headers = { Upgrade: "websocket", Authorization: `Bearer ${token}` };
  // Not `AbortSignal.timeout`: the signal rules over the connection for as long as that lasts.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error("it did not answer in time")), timeoutMs);
  // The address is never used to connect: the binding is.
  const response = await TENANT_RELAY.fetch("http://tenant-relay/connect", { headers, signal: patience.signal })
    .catch((error: unknown) => {
      throw new RelayRefused("the relay cannot be reached", { cause: error });
    })
    .finally(() => clearTimeout(timer));
  const { webSocket } = response;
  if (webSocket === null) {
    await response.body?.cancel();
    throw new RelayRefused(`the relay answered ${response.status}`, { status: response.status });
  }
  return webSocket;
}
