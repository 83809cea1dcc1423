import { rm } from "node:fs/promises";
import type { Agent, Dispatcher } from "undici";
import { request } from "undici";
import {
  AddressRefused,
  checkedConnections,
  NameUnknown,
  resolveBySystem,
  type Resolve,
} from "./checked-connections.ts";
import { checkUrl } from "./check-url.ts";
import type { FetchGateway, FetchOutcome } from "./port.ts";
import { BodyTooLong, saveBody } from "./save-body.ts";

export interface FetchLimits {
  readonly bytesMax: number;
  readonly connectMsMax: number;
  /** Until the answer's head is there. */
  readonly headMsMax: number;
  /** Without a byte of the body. */
  readonly idleMsMax: number;
  /** For all of it, redirects included. */
  readonly totalMsMax: number;
  readonly redirectsMax: number;
}

const limitsByDefault: FetchLimits = {
  bytesMax: 64_000_000,
  connectMsMax: 5_000,
  headMsMax: 15_000,
  idleMsMax: 15_000,
  totalMsMax: 120_000,
  redirectsMax: 5,
};

export interface GatewayOptions {
  /** Addresses with ports that may be asked though they are not public; none unless told. */
  readonly allow?: readonly string[];
  readonly resolve?: Resolve;
  readonly limits?: Partial<FetchLimits>;
}

/** The gateway over HTTP. Connections are kept for a moment between files of one server. */
export function httpFetchGateway(options: GatewayOptions = {}): FetchGateway {
  const limits = { ...limitsByDefault, ...options.limits };
  const allowed = new Set(options.allow);
  const { resolve = resolveBySystem } = options;
  const agent = checkedConnections({ resolve, allowed, connectMsMax: limits.connectMsMax });
  return {
    async fetchFile(url, path, signal) {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(limits.totalMsMax)]);
      try {
        return await fetchFile({ url, path, agent, allowed, limits, signal: bounded });
      } catch (error) {
        signal.throwIfAborted();
        return describeFailure(error, limits);
      }
    },
    close: () => agent.destroy(),
  };
}

interface Fetch {
  readonly url: string;
  readonly path: string;
  readonly agent: Agent;
  readonly allowed: ReadonlySet<string>;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
}

/** Follows redirects one by one, each checked like the first address. */
async function fetchFile({ url, path, agent, allowed, limits, signal }: Fetch): Promise<FetchOutcome> {
  let target = url;
  let base: URL | undefined;
  for (let redirects = 0; redirects <= limits.redirectsMax; redirects += 1) {
    const checked = checkUrl(target, base, allowed);
    if (!checked.ok) return failed(base === undefined ? checked.reason : `It redirects. ${checked.reason}`);
    const response = await ask(checked.url, agent, limits, signal);
    const location = redirectOf(response);
    if (location === null) return takeBody(response, checked.url, path, limits, signal);
    response.body.destroy();
    target = location;
    base = checked.url;
  }
  return failed(`It redirects more than ${limits.redirectsMax} times.`);
}

async function ask(
  url: URL,
  dispatcher: Agent,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const response = await request(url, {
    dispatcher,
    signal,
    headers: { Accept: "*/*", "Accept-Encoding": "identity", "User-Agent": "HotSwap-Import/1.0" },
    headersTimeout: limits.headMsMax,
    bodyTimeout: limits.idleMsMax,
  });
  // What a body does once it is given up is nobody's business; unheard, its error would end the process.
  response.body.on("error", () => {});
  return response;
}

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === "string" ? location : null;
}

async function takeBody(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  url: URL,
  path: string,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  if (statusCode !== 200) {
    body.destroy();
    return failed(`The server answered ${statusCode}.`);
  }
  if (Number(headers["content-length"] ?? 0) > limits.bytesMax) {
    body.destroy();
    throw new BodyTooLong();
  }
  const encoding = String(headers["content-encoding"] ?? "");
  const saved = await saveBody(body, encoding, path, limits.bytesMax, signal);
  if (saved.bytes === 0) {
    await rm(path, { force: true });
    return failed("The server sent an empty file.");
  }
  const contentType = String(headers["content-type"] ?? "")
    .split(";")[0]!
    .trim()
    .toLowerCase();
  return { ok: true, file: { ...saved, contentType: contentType === "" ? null : contentType, url: url.href } };
}

function failed(reason: string): FetchOutcome {
  return { ok: false, reason, unreachable: false };
}

const unreachableCode = /^(E(CONN|HOST|NET|PIPE|ADDR|AI_|NOTFOUND|TIMEDOUT)|UND_ERR_CONNECT)/;

function describeFailure(error: unknown, limits: FetchLimits): FetchOutcome {
  if (error instanceof AddressRefused) return failed(error.message);
  if (error instanceof NameUnknown) return { ok: false, reason: "The host's name is not known.", unreachable: true };
  if (error instanceof BodyTooLong) return failed(`The file has more than ${limits.bytesMax} bytes.`);
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (name === "TimeoutError") return failed("The server took too long.");
  if (unreachableCode.test(String(code))) {
    return { ok: false, reason: "The server cannot be reached.", unreachable: true };
  }
  return failed(/TIMEOUT/.test(String(code)) ? "The server took too long." : "The answer was cut off or malformed.");
}
