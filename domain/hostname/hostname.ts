import { z } from "zod";

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** A hostname as it is stored and compared: lower case, no port, no trailing dot, at most 253 characters. */
export const hostnameSchema = z
  .string()
  .max(253, "must have at most 253 characters")
  .regex(
    new RegExp(`^${label}(?:\\.${label})*$`),
    "must be a host name in lower case, without port (IDNs in their xn-- form)",
  );

/** As the URL standard has it, a name whose last label is a number is an IPv4 address, however it is written. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/** A hostname that a website may be given: an IP address is nobody's to give. */
export const givenHostnameSchema = hostnameSchema.refine((hostname) => !endsInNumber.test(hostname), {
  message: "must be a name, not an IP address",
});

/**
 * The hostname of a Host header or URL authority, as it is stored; null when it is none.
 * Accepts upper case, a port and one trailing dot.
 */
export function normalizeHostname(host: string): string | null {
  // Lower-casing turns some other letters into ASCII ones, such as the Kelvin sign into "k".
  if (/[^\x21-\x7e]/.test(host)) return null;
  const name = host
    .toLowerCase()
    .replace(/:\d{1,5}$/, "")
    .replace(/\.$/, "");
  return hostnameSchema.safeParse(name).success ? name : null;
}
