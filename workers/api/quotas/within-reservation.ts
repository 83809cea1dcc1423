import type { Result } from "#domain/errors/index.ts";
import type { OwnedWebsite, RegisteredWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Makes a website, or gives it these custom domains, within room that is kept for it; what it turns out not to need is free again
 * once this has answered. Cut off anywhere, the tenant's object finds out by itself.
 */
export async function withinReservation<Value>(
  services: Pick<ApiServices, "reserveWebsite" | "settleReservation">,
  { tenantId, websiteId }: Pick<OwnedWebsite, "tenantId" | "websiteId">,
  domains: readonly string[],
  make: (website: RegisteredWebsite, untilMs: number) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const reserved = await services.reserveWebsite({ tenantId, websiteId }, domains);
  if (!reserved.ok) return reserved;
  const { website, reservation } = reserved.value;
  const made = await make(website, reservation.untilMs);
  await services.settleReservation(tenantId, reservation).catch((error: unknown) => {
    console.error("a reservation is settled later", error);
  });
  return made;
}
