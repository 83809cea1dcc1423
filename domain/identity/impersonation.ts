import { z } from "zod";
import { tenantRoleSchema } from "#domain/access/index.ts";
import { personIdSchema, tenantIdSchema } from "#domain/ids/index.ts";

/** So long someone of the platform may act as another person, however often the token is had anew. */
export const impersonationMinutes = 15;

export const impersonateInputSchema = z.strictObject({
  tenantId: tenantIdSchema,
  /** Why, as the tenant reads it in its audit log. */
  reason: z.string().trim().min(10).max(500),
});

/** A token good for acting as someone, and what the banner that says so needs. */
export const impersonationSchema = z.object({
  impersonationId: z.uuid(),
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresInSeconds: z.int().min(0),
  person: z.object({ personId: personIdSchema, name: z.string(), email: z.string() }),
  tenant: z.object({ tenantId: tenantIdSchema, name: z.string() }),
  role: tenantRoleSchema,
  impersonator: z.object({ personId: personIdSchema, name: z.string() }),
  reason: z.string(),
  /** When it ends in any case. */
  endsAt: z.iso.datetime(),
});
export type Impersonation = z.infer<typeof impersonationSchema>;
