import { z } from "zod";
import { platformRoleSchema, tenantRoleSchema } from "#domain/access/index.ts";
import { personIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { tenantStatusSchema } from "#domain/tenant/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";

export const emailSchema = z.email().max(254).toLowerCase();
export const personNameSchema = shortTextSchema(200);

/** A person, as they and the platform see them. */
export const personSchema = z.object({
  personId: personIdSchema,
  name: z.string(),
  email: z.string(),
  platformRole: platformRoleSchema.nullable(),
  /** Whether signing in by password asks for a second factor. */
  hasSecondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof personSchema>;

/** A tenant that a person belongs to. */
export const membershipSchema = z.object({
  tenantId: tenantIdSchema,
  name: z.string(),
  subdomain: z.string(),
  status: tenantStatusSchema,
  role: tenantRoleSchema,
});
export type Membership = z.infer<typeof membershipSchema>;

/** How many tenants a person may belong to: so many are told at once. */
export const membershipsMax = 200;

/** A person among others, with how many tenants they belong to. */
export const personSummarySchema = personSchema.extend({ memberships: z.int().min(0) });
export type PersonSummary = z.infer<typeof personSummarySchema>;

/** A person made by the platform, whose address it vouches for. */
export const createPersonInputSchema = z.strictObject({
  email: emailSchema,
  name: personNameSchema,
  /** Left out, they choose one by resetting it. */
  password: z.string().max(128).optional(),
  platformRole: platformRoleSchema.nullable().default(null),
  memberships: z
    .array(z.strictObject({ tenantId: tenantIdSchema, role: tenantRoleSchema }))
    .max(20)
    .default([]),
});
export type CreatePersonInput = z.infer<typeof createPersonInputSchema>;

export const setPlatformRoleInputSchema = z.strictObject({ platformRole: platformRoleSchema.nullable() });
