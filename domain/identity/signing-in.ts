import { z } from "zod";
import { platformRoleSchema, tenantRoleSchema } from "#domain/access/index.ts";
import { personIdSchema, sessionIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { subdomainSchema, tenantNameSchema } from "#domain/tenant/index.ts";
import { mailTokenSchema } from "./member.ts";
import { chosenPasswordSchema, givenPasswordSchema } from "./password.ts";
import { emailSchema, membershipSchema, personNameSchema, personSchema } from "./person.ts";

export const signUpInputSchema = z.strictObject({
  email: emailSchema,
  name: personNameSchema,
  password: chosenPasswordSchema,
  /** The tenant that comes with it, on the Free tier. */
  tenant: z.strictObject({
    name: tenantNameSchema.regex(/^[^\p{Cc}]*$/u, "must not have control characters"),
    subdomain: subdomainSchema,
  }),
});
export type SignUpInput = z.infer<typeof signUpInputSchema>;

export const emailOnlyInputSchema = z.strictObject({ email: emailSchema });
export const mailTokenInputSchema = z.strictObject({ token: mailTokenSchema });

/** What verifying an address made. The subdomain has another end when somebody else had taken it meanwhile. */
export const verifiedSchema = z.object({
  personId: personIdSchema,
  email: z.string(),
  tenant: z.object({ tenantId: tenantIdSchema, subdomain: z.string() }),
});

export const signInInputSchema = z.strictObject({
  email: emailSchema,
  password: givenPasswordSchema,
  /** Whether the session outlives the browser. */
  remember: z.boolean().default(true),
});

export const resetPasswordInputSchema = z.strictObject({
  token: z.string().min(1).max(200),
  password: chosenPasswordSchema,
});
export const changePasswordInputSchema = z.strictObject({
  currentPassword: givenPasswordSchema,
  password: chosenPasswordSchema,
});

/** A session as its person sees it: one on each device. */
export const sessionSchema = z.object({
  sessionId: sessionIdSchema,
  createdAt: z.iso.datetime(),
  /** When it was last prolonged, within a day. */
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const whoAmISchema = z.object({
  person: personSchema,
  session: sessionSchema,
  memberships: z.array(membershipSchema),
});

export const tokenInputSchema = z.strictObject({ tenantId: tenantIdSchema.nullable().default(null) });
/** An access token and what it is good for. */
export const tokenSchema = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresInSeconds: z.int().min(0),
  tenantId: tenantIdSchema.nullable(),
  role: tenantRoleSchema.nullable(),
  platformRole: platformRoleSchema.nullable(),
});
export type IssuedToken = z.infer<typeof tokenSchema>;
