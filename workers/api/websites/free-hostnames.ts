import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { ApiServices } from "../context.ts";

/** Refuses the platform's own name: a website there would never be reached. */
export function freeHostnames(
  hostnames: readonly string[],
  { apiHostname }: ApiServices,
): Result<null, "hostname-taken"> {
  return hostnames.includes(apiHostname)
    ? fail("hostname-taken", `The hostname ${apiHostname} belongs to the platform.`, { hostname: apiHostname })
    : ok(null);
}
