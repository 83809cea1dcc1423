import { z } from "zod";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { tenantClusterSchema } from "./cluster.ts";
import { tenantStatusSchema } from "./status.ts";
import { subdomainSchema } from "./subdomain.ts";
import { resourceQuotaSchema, tierSchema } from "./tier.ts";

const withoutControls = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const controlsMessage = "must have no control characters";
const withoutNul = /^[^\u0000]*$/;
const nulMessage = "must have no NUL";

export const tenantNameSchema = z.string().trim().min(1).max(200).regex(withoutControls, controlsMessage);
/** Whatever the platform wants to note: at most 50 texts. */
export const tenantMetadataSchema = z
  .record(
    z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, "must be 1 to 64 letters, digits, '_', '.' or '-'"),
    z.string().max(500).regex(withoutNul, nulMessage),
  )
  .refine((metadata) => Object.keys(metadata).length <= 50, "may have at most 50 entries");

/** A tenant as the platform sees it. */
export const tenantSchema = z.object({
  tenantId: tenantIdSchema,
  name: z.string(),
  subdomain: z.string(),
  status: tenantStatusSchema,
  tier: tierSchema,
  resourceQuota: resourceQuotaSchema,
  metadata: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  suspendedAt: z.iso.datetime().nullable(),
  /** Why it is suspended, as its people are told. */
  suspensionReason: z.string().nullable(),
  /** Until when one that is being taken down can be restored; null for others, and once its data is being removed. */
  removalDueAt: z.iso.datetime().nullable(),
  /** Its own Kubernetes cluster; null for one that is on the platform's. */
  cluster: tenantClusterSchema.nullable(),
  /** Counts every write; the ETag of the tenant. */
  version: z.int(),
});
export type Tenant = z.infer<typeof tenantSchema>;

export const createTenantInputSchema = z.strictObject({
  tenantId: tenantIdSchema.optional(),
  name: tenantNameSchema,
  subdomain: subdomainSchema,
  tier: tierSchema.default("free"),
  /** Left out, what comes with the tier. */
  resourceQuota: resourceQuotaSchema.partial().optional(),
  metadata: tenantMetadataSchema.default({}),
  /** Who is invited as its first owner. */
  ownerEmail: z.email().max(254).toLowerCase().optional(),
  /** Whether it begins with a website, `home`, that shows the default theme and a page of welcome. */
  firstWebsite: z.boolean().default(true),
});
export type CreateTenantInput = z.infer<typeof createTenantInputSchema>;

/** All that the platform may change of one. */
export const replaceTenantInputSchema = z.strictObject({
  name: tenantNameSchema,
  subdomain: subdomainSchema,
  tier: tierSchema,
  resourceQuota: resourceQuotaSchema,
  metadata: tenantMetadataSchema,
});
export const updateTenantInputSchema = replaceTenantInputSchema
  .extend({ resourceQuota: resourceQuotaSchema.partial() })
  .partial()
  .refine((input) => Object.keys(input).length > 0, "must name something to change");
export type UpdateTenantInput = z.infer<typeof updateTenantInputSchema>;

/** What a tenant's own people see and may change of it. */
export const tenantProfileSchema = tenantSchema.omit({ metadata: true });
export type TenantProfile = z.infer<typeof tenantProfileSchema>;
export const updateTenantProfileInputSchema = z.strictObject({ name: tenantNameSchema });

/** By what the platform's list of tenants is narrowed and sorted. */
export const tenantFilter = {
  /** Part of the name or of the subdomain. */
  search: z.string().trim().min(1).max(100).regex(withoutControls, controlsMessage).optional(),
  status: tenantStatusSchema.optional(),
  tier: tierSchema.optional(),
  sort: z.enum(["name", "createdAt", "subdomain"]).default("createdAt"),
  order: z.enum(["asc", "desc"]).default("asc"),
  /** Longer than other lists' cursors: it holds a name. */
  cursor: z.string().min(1).max(2_000).optional(),
};
export const suspendTenantInputSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500).regex(withoutNul, nulMessage),
});
