import { request } from "node:http";
import { Readable } from "node:stream";

export interface LocalRequest {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  /** How long to wait for the answer's head, in milliseconds; 30 s when left out. */
  readonly timeoutMs?: number | undefined;
}

/**
 * `fetch` for `http://<anything>.localhost:<port>`: connects to the loopback address. Browsers and curl know such
 * names, Node asks the system's resolver, which often does not. Redirects are answers like any other.
 */
export function localFetch(url: string | URL, input: LocalRequest = {}): Promise<Response> {
  const target = new URL(url);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: "127.0.0.1",
        port: target.port,
        path: target.pathname + target.search,
        method: input.method ?? "GET",
        headers: { ...input.headers, Host: target.host },
        agent: false,
        timeout: input.timeoutMs ?? 30_000,
      },
      (message) => {
        const headers = new Headers();
        for (let i = 0; i < message.rawHeaders.length; i += 2)
          headers.append(message.rawHeaders[i]!, message.rawHeaders[i + 1]!);
        const status = message.statusCode!;
        const bodiless = status === 204 || status === 304 || input.method === "HEAD";
        if (bodiless) message.resume();
        resolve(new Response(bodiless ? null : (Readable.toWeb(message) as ReadableStream), { status, headers }));
      },
    );
    call.on("timeout", () => call.destroy(new Error(`no answer from ${target.host} in time`)));
    call.on("error", reject);
    call.end(input.body);
  });
}
