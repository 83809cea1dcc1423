import type { StepName } from "#domain/provisioning/index.ts";
import type { ProvisioningRow, TenantRow } from "#migrations/schema/index.ts";
import type { ProviderName, TenantProvider } from "../drivers/provider/index.ts";
import { schemaProvider } from "../services/tenant-schemas/index.ts";
import type { ProvisioningServices } from "./context.ts";
import { invitationStep } from "./invitation-step.ts";
import { resourcesOf } from "./tenant-resources.ts";
import { websiteStep } from "./website-step.ts";

/** Whom a step is for. */
export interface Subject {
  readonly tenant: TenantRow;
  readonly wanted: ProvisioningRow;
}

/** Something that a tenant is given. Both verbs may be repeated, also after they were cut off anywhere. */
export interface Step {
  readonly name: StepName;
  /** Why there is nothing to make; null where there is something. */
  whyNot(services: ProvisioningServices, subject: Subject): string | null;
  run(services: ProvisioningServices, subject: Subject, signal: AbortSignal): Promise<void>;
  /** Takes it away and looks whether it is gone. Throws while some of it is left. */
  compensate(services: ProvisioningServices, subject: Subject, signal: AbortSignal): Promise<void>;
}

export const steps: Readonly<Record<StepName, Step>> = {
  postgres: providerStep("postgres"),
  redis: providerStep("redis"),
  blobs: providerStep("blobs"),
  kubernetes: providerStep("kubernetes"),
  website: websiteStep,
  invitation: invitationStep,
};

/** Null where it is not configured. */
export function providerOf(services: ProvisioningServices, name: ProviderName): TenantProvider | null {
  return name === "postgres" ? schemaProvider(services) : (services.providers.get(name) ?? null);
}

function providerStep(name: ProviderName): Step {
  return {
    name,
    whyNot: (services) => (providerOf(services, name) === null ? "It is not configured on this platform." : null),
    async run(services, { tenant }, signal) {
      await providerOf(services, name)!.ensure(resourcesOf(services, tenant), signal);
    },
    async compensate(services, { tenant: { tenantId } }, signal) {
      const provider = providerOf(services, name);
      if (provider === null) throw new Error("It is no longer configured, so that what is there cannot be taken away.");
      await provider.remove(tenantId, signal);
      const left = await provider.remains(tenantId, signal);
      if (left.length > 0) throw new Error(`It is not gone yet: ${left.join(" ")}`);
    },
  };
}
