import { z } from "zod";
import { personIdSchema, sessionIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { platformRoleSchema, tenantRoleSchema } from "./roles.ts";

export const accessTokenAudience = "hotswap-api";
export const accessTokenIssuer = "hotswap";
/** So long a token is good for when nothing revokes it. */
export const accessTokenLifetimeSeconds = 300;
/**
 * So long a call that was begun while its token was good may take until all of it has come. A token's grant is remembered for as
 * much longer, so that ending its session revokes those calls too. As long as the longest upload.
 */
export const heldCallSecondsMax = 3_600;

/**
 * Claims of the JWT (EdDSA) that a session is exchanged for, for one tenant or for none. The control plane signs it; edges verify
 * it by the control plane's JWKS and hold it against the Tenant object's lease.
 */
export const accessTokenSchema = z
  .object({
    /** The person. */
    sub: personIdSchema,
    /** The session it was made of. */
    sid: sessionIdSchema,
    /** The tenant it is good for; null for none. */
    tid: tenantIdSchema.nullable(),
    /** The person's role there; null for people of the platform who are no members, and without tenant. */
    role: tenantRoleSchema.nullable(),
    platformRole: platformRoleSchema.nullable(),
    /** The tenant's revocation epoch, or the platform's for a token without tenant, when the token was made. */
    epoch: z.int().min(0),
    /** The platform's revocation epoch when it was made, for people of the platform within a tenant. */
    platformEpoch: z.int().min(0),
    /** Who of the platform acts as this person; null for the person themself. */
    imp: personIdSchema.nullable(),
    iat: z.int(),
    exp: z.int(),
  })
  .refine(({ tid, role }) => tid !== null || role === null, "a role is one in a tenant");
export type AccessToken = z.infer<typeof accessTokenSchema>;

/** The Tenant object that holds the revocation epoch of the platform's own people. It owns no website. */
export const platformTenantId = "00000000-0000-7000-8000-000000000000";
