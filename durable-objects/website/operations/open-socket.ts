import type { WebsiteContext } from "../website-context.ts";

/** Accepts a visitor's WebSocket, for as long as the website is served. */
export function openSocket({ website, sockets }: WebsiteContext): Response {
  return website.isClosedByTenant
    ? new Response("This website is not available at present.\n", { status: 503 })
    : sockets.accept(website.record!);
}
