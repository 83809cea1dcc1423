import type { Config } from "#workers/config.ts";
import { negotiateEncoding, type Encoding } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";

/** Browsers send a handful of different headers; each is parsed once. */
const negotiated = new BoundedMap<Encoding>(500);
const headerCharactersMax = 500;

/**
 * The encoding for a request, whose headers are passed along since getting at them costs.
 *
 * Cloudflare overwrites Accept-Encoding and keeps what the visitor sent beside it.
 */
export function requestEncoding(request: Request, headers: Headers, config: Config): Encoding {
  const header = acceptEncodingOf(request, headers, config);
  if (header === null || header.length > headerCharactersMax) return "identity";
  let encoding = negotiated.get(header);
  if (encoding === undefined) {
    encoding = negotiateEncoding(header);
    negotiated.set(header, encoding);
  }
  return encoding;
}

function acceptEncodingOf(request: Request, headers: Headers, config: Config): string | null {
  if (config.stateCount === 0) {
    const sent = (request.cf as { clientAcceptEncoding?: string } | undefined)?.clientAcceptEncoding;
    if (sent !== undefined) return sent;
  }
  return headers.get("Accept-Encoding");
}
