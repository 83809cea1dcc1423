import type { Result } from "#domain/errors/index.ts";
import { siteLabelOf } from "#domain/hostname/index.ts";
import type { OwnedWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

type Services = Pick<ApiServices, "holderOf" | "ownerOf" | "onWebsite" | "sitesDomain">;

/** Who takes hostnames over, and the subdomain that is theirs. */
export interface Taker {
  readonly tenantId: string;
  readonly subdomain: string;
}

/** More than a website may have. */
const hostnamesMax = 50;

/**
 * Makes what needs hostnames, and makes it again where one belonged to a website that the same tenant has deleted, or only led to the
 * name that one of its websites has now: that is its own again at once, while others wait until visitors were told for long enough. Of
 * names below the tenant's own subdomain the same holds for websites of whoever had that subdomain before.
 *
 * @param make may be called again
 */
export async function takingOver<Value>(
  services: Services,
  taker: Taker,
  make: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let made = await make();
  for (let times = 0; times < hostnamesMax; times++) {
    if (made.ok || made.failure.code !== "hostname-taken") return made;
    const hostname = made.failure.facts?.hostname;
    if (typeof hostname !== "string" || !(await freeOwn(services, taker, hostname))) return made;
    made = await make();
  }
  return made;
}

/** @returns whether the hostname was that of a website which the tenant has deleted, or a former name of one of its websites */
async function freeOwn(services: Services, { tenantId, subdomain }: Taker, hostname: string): Promise<boolean> {
  const websiteId = await services.holderOf(hostname);
  if (websiteId === null) return false;
  const owner = await services.ownerOf(websiteId);
  const isOwn = owner === tenantId || siteLabelOf(hostname, subdomain, services.sitesDomain) !== null;
  if (owner === null || !isOwn) return false;
  // Whose it is was asked just now: it gives up no more than what nobody is served at.
  const website = { websiteId, tenantId: owner } as OwnedWebsite;
  const given = await services.onWebsite(website, (rpc) => rpc.giveUpHostnames(hostname));
  return given.ok && (given.value.isDeleted || given.value.isGivenUp === true);
}

/** Whoever a call is made for. */
export function takerOf({
  tenantId,
  state,
}: {
  readonly tenantId: string;
  readonly state: { readonly subdomain: string };
}): Taker {
  return { tenantId, subdomain: state.subdomain };
}
