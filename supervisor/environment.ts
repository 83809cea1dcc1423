import type { PlatformOptions } from "./platform-types.ts";

/** What processes of the platform are told by the environment: our own, and what whoever starts it adds. */
export function environmentOf({ env }: PlatformOptions): Readonly<Record<string, string | undefined>> {
  return { ...process.env, ...env };
}
