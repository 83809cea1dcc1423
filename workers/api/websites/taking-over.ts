import type { Result } from "#domain/errors/index.ts";
import type { OwnedWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

type Services = Pick<ApiServices, "holderOf" | "ownerOf" | "onWebsite">;

/** More than a website may have. */
const hostnamesMax = 50;

/**
 * Makes what needs hostnames, and makes it again where one belonged to a website that the same tenant has deleted, or only led to the
 * name that one of its websites has now: that is its own again at once, while others wait until visitors were told for long enough.
 *
 * @param make may be called again
 */
export async function takingOver<Value>(
  services: Services,
  tenantId: string,
  make: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let made = await make();
  for (let times = 0; times < hostnamesMax; times++) {
    if (made.ok || made.failure.code !== "hostname-taken") return made;
    const hostname = made.failure.facts?.hostname;
    if (typeof hostname !== "string" || !(await freeOwn(services, tenantId, hostname))) return made;
    made = await make();
  }
  return made;
}

/** @returns whether the hostname was that of a website which this tenant has deleted, or a former name of one of its websites */
async function freeOwn(services: Services, tenantId: string, hostname: string): Promise<boolean> {
  const websiteId = await services.holderOf(hostname);
  if (websiteId === null || (await services.ownerOf(websiteId)) !== tenantId) return false;
  // That it is the tenant's was asked just now.
  const website = { websiteId, tenantId } as OwnedWebsite;
  const given = await services.onWebsite(website, (rpc) => rpc.giveUpHostnames(hostname));
  return given.ok && (given.value.isDeleted || given.value.isGivenUp === true);
}
