import type { ProvisioningServices } from "../provisioning/index.ts";

/** What tenants are held to what they ought to have with. */
export interface ReconcilerServices extends ProvisioningServices {
  /** After about so long each tenant is looked at anew, though nothing is known to have happened to it. */
  readonly resyncSeconds: number;
}
