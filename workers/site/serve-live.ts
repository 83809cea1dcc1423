import { hostnameOf } from "#workers/routing/index.ts";
import type { Env } from "#workers/config.ts";
import { fetchWebsite, retryIdempotent } from "#workers/websites/index.ts";
import type { LocatedWebsite } from "./locate-website.ts";
import { forbidden } from "./notices.ts";
import { notice } from "./notice.ts";

export const livePath = "/_hotswap/live";

/** Headers of a WebSocket handshake; no other is passed on to the object. */
const handshakeHeaders = [
  "Upgrade",
  "Connection",
  "Sec-WebSocket-Key",
  "Sec-WebSocket-Version",
  "Sec-WebSocket-Protocol",
  "Sec-WebSocket-Extensions",
];

/** A socket to the website's object, which tells it of each swap. Only pages of the website may open one. */
export async function serveLive(request: Request, env: Env, { websiteId, state }: LocatedWebsite): Promise<Response> {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    return notice(426, "This is for WebSockets", "Open this address with a WebSocket.", {
      Upgrade: "websocket",
      Connection: "Upgrade",
    });
  }
  const origin = originHostname(request.headers.get("Origin"));
  if (origin === null || !state.hostnames.includes(origin)) {
    return forbidden("Only pages of this website may open this socket.");
  }
  const headers = new Headers({ "HotSwap-Website": websiteId });
  for (const name of handshakeHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return retryIdempotent(() => fetchWebsite(env, websiteId, new Request(request.url, { headers })));
}

function originHostname(origin: string | null): string | null {
  const host = origin?.match(/^https?:\/\/([^/]+)$/)?.[1];
  return host === undefined ? null : hostnameOf(host);
}
