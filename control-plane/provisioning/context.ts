import type { Transaction } from "../database/index.ts";
import type { WebsiteEdge } from "../drivers/edge/index.ts";
import type { ProviderName, TenantProvider } from "../drivers/provider/index.ts";
import type { Metrics } from "../metrics/index.ts";
import type { Acting, TenantServices } from "../services/tenants/index.ts";

/** What a tenant's first website is made with. */
export interface FirstWebsite {
  /** Digest of the theme. */
  readonly theme: string;
}

/** What tenants are made, and taken away, with. */
export interface ProvisioningServices extends TenantServices {
  /** Those that are configured; tenants' schemas are always. */
  readonly providers: ReadonlyMap<Exclude<ProviderName, "postgres">, TenantProvider>;
  readonly websites: WebsiteEdge;
  readonly metrics: Metrics;
  /** Null where no default theme is configured. */
  readonly firstWebsite: FirstWebsite | null;
  /** Invites the first owner; one that is invited already stays so. */
  inviteOwner(
    transaction: Transaction,
    owner: { readonly tenantId: string; readonly email: string },
    acting: Acting,
  ): Promise<void>;
  /** After so many tries a step counts as failed for good. */
  readonly stepTriesMax: number;
}

/** The same again would be refused again. */
export class StepRefused extends Error {}

/** The tenant is no longer what the saga works towards. */
export class SagaOvertaken extends Error {}
