import { SupervisorError } from "./supervisor-error.ts";
import type { PlatformOptions } from "./platform-types.ts";

/** What whoever starts it without telling clients' addresses should know; null for those who do. */
export function addressAdvice(env: Readonly<Record<string, string | undefined>>): string | null {
  if ((env.CLIENT_ADDRESS ?? "") !== "") return null;
  return (
    "No CLIENT_ADDRESS names the header in which a proxy puts clients' addresses: they are unknown to audit logs, " +
    "and guessing is limited by account, not by address."
  );
}

/**
 * The options that the environment names. Fails with a SupervisorError that tells every value that makes no sense.
 */
export function readStartSettings(env: Readonly<Record<string, string | undefined>>): PlatformOptions {
  const faults: string[] = [];
  const wholeNumber = (name: string, min: number, max: number): number | undefined => {
    const value = env[name];
    if (value === undefined || value === "") return undefined;
    if (/^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} must be a whole number from ${min} to ${max}, not "${value}".`);
    return undefined;
  };
  const settings = {
    dataDirectory: env.HOTSWAP_DATA || ".hotswap",
    port: wholeNumber("PORT", 0, 65_535),
    edges: wholeNumber("HOTSWAP_EDGES", 1, 256),
    states: wholeNumber("HOTSWAP_STATES", 1, 64),
  };
  const clientAddress = env.CLIENT_ADDRESS ?? "";
  if (!/^[A-Za-z0-9-]{0,64}$/.test(clientAddress)) {
    faults.push(`CLIENT_ADDRESS must be the name of a header, not "${clientAddress}".`);
  }
  if (faults.length > 0) throw new SupervisorError(faults.join("\n"));
  return settings;
}
