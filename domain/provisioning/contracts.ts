import { z } from "zod";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { providerNameSchema } from "./drift.ts";
import { sagaPhaseSchema, stepNameSchema, stepStatusSchema } from "./steps.ts";

const failureSchema = z.object({ step: stepNameSchema, reason: z.string() });

/** How a provider last found, or made, what the tenant has from it. */
const upkeepSchema = z.object({
  provider: providerNameSchema,
  /** When all was as it ought to be; null before the first look. */
  checkedAt: z.iso.datetime().nullable(),
  /** Since when it cannot be made so, and why; null while it can. */
  failingSince: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export type Upkeep = z.infer<typeof upkeepSchema>;

/** How far a tenant's making, or unmaking, is: `GET /admin/tenants/:tenantId/provisioning`. */
export const provisioningSchema = z.object({
  tenantId: tenantIdSchema,
  status: sagaPhaseSchema,
  failure: failureSchema.nullable(),
  steps: z.array(
    z.object({
      step: stepNameSchema,
      status: stepStatusSchema,
      attempts: z.int().min(0),
      /** Why it was skipped, e.g. because nothing of the kind is configured, or how it failed last. */
      detail: z.string().nullable(),
      startedAt: z.iso.datetime().nullable(),
      finishedAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Of those that are configured, once the tenant is looked after. */
  providers: z.array(upkeepSchema),
});
export type Provisioning = z.infer<typeof provisioningSchema>;

/** What happened, one event a change. The stream's ids are `sequence`. */
export const provisioningEventSchema = z.object({
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  /** The whole's status after it. */
  status: sagaPhaseSchema,
  failure: failureSchema.nullable(),
  /** The step that changed; null where the whole did. */
  step: stepNameSchema.nullable(),
  stepStatus: stepStatusSchema.nullable(),
  attempts: z.int().min(0).nullable(),
  detail: z.string().nullable(),
});
export type ProvisioningEvent = z.infer<typeof provisioningEventSchema>;
