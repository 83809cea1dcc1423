import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";

const portsAllowed = new Set(["80", "443", "8080", "8443"]);

export type CheckedUrl = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly reason: string };

/**
 * Whether an address may be asked at all; what its name resolves to is checked when it is connected to.
 * Notations such as `http://2130706433/` and `http://0x7f.1/` are what they stand for: `URL` writes them out.
 *
 * @param allowed addresses with ports that are asked though they are not public, e.g. `127.0.0.1:8080`
 */
export function checkUrl(text: string, base: URL | undefined, allowed: ReadonlySet<string>): CheckedUrl {
  if (!URL.canParse(text, base)) return refuse("The address is malformed.");
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return refuse("Only http and https are fetched from.");
  if (url.username !== "" || url.password !== "") return refuse("The address holds credentials.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = portOf(url);
  if (allowed.has(`${url.hostname}:${port}`)) return { ok: true, url };
  if (!portsAllowed.has(port)) return refuse(`Port ${port} is not fetched from.`);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return refuse(notPublic);
  return { ok: true, url };
}

export const notPublic = "The address is not of the public internet.";

function portOf(url: URL): string {
  return url.port !== "" ? url.port : url.protocol === "https:" ? "443" : "80";
}

function refuse(reason: string): CheckedUrl {
  return { ok: false, reason };
}
