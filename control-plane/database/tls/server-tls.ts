import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { ConnectionOptions } from "node:tls";

/**
 * How connections to a server of Postgres are kept from being read, by the names that libpq has for it: not at all; where the server
 * offers it; always, to whoever holds the server's address (or to a certificate of the authority, where one is named); to the server
 * whose certificate says its name.
 */
const tlsModes = ["disable", "prefer", "require", "verify-full"] as const;
export interface ServerTls {
  readonly mode: (typeof tlsModes)[number];
  /** File of certificates of authorities, PEM; null for those that Node knows. */
  readonly authorities: string | null;
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * What `sslmode` and `sslrootcert` of a server's address say, and the address without them, which `pg` reads otherwise. Left out, it
 * is `prefer`, and `disable` on this machine. Throws what is wrong with them.
 */
export function tlsOf(address: string): { readonly tls: ServerTls; readonly url: string } {
  const url = new URL(address);
  const given = url.searchParams.get("sslmode") ?? (loopback.test(url.hostname) ? "disable" : "prefer");
  const root = url.searchParams.get("sslrootcert");
  for (const name of ["sslmode", "sslrootcert"]) url.searchParams.delete(name);
  const mode = tlsModes.find((known) => known === given);
  if (mode === undefined) throw new Error(`sslmode must be one of ${tlsModes.join(", ")}`);
  const authorities = root === null || root === "system" ? null : root;
  if (authorities !== null) readFileSync(authorities);
  return { tls: { mode, authorities }, url: url.toString() };
}

/** What a connection by TLS is held to, for `tls.connect`; not for `disable`. The authorities are read anew each time. */
export function tlsOptions({ mode, authorities }: ServerTls, host: string): ConnectionOptions {
  const options = {
    host,
    // A name of the certificate is looked for by `host` where this is left out, as it has to be for addresses.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authorities === null ? {} : { ca: readFileSync(authorities) }),
    minVersion: "TLSv1.2" as const,
  };
  if (mode === "verify-full") return options;
  return mode === "require" && authorities !== null
    ? { ...options, checkServerIdentity: () => undefined }
    : { ...options, rejectUnauthorized: false };
}
