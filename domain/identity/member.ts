import { z } from "zod";
import { tenantRoleSchema } from "#domain/access/index.ts";
import { invitationIdSchema, personIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { emailSchema, personNameSchema } from "./person.ts";

/** A person in a tenant, as those who belong to it see them. */
export const memberSchema = z.object({
  personId: personIdSchema,
  name: z.string(),
  email: z.string(),
  role: tenantRoleSchema,
  hasSecondFactor: z.boolean(),
  memberSince: z.iso.datetime(),
});
export type Member = z.infer<typeof memberSchema>;

export const changeMemberInputSchema = z.strictObject({ role: tenantRoleSchema });

/** What each status means to whoever was invited. */
export const invitationStatuses = {
  pending: "It can be accepted until it expires.",
  accepted: "Somebody accepted it.",
  revoked: "It was taken back.",
  withdrawn: "Whoever had made it may no longer make such invitations.",
} as const;
export const invitationStatusSchema = z.enum(
  Object.keys(invitationStatuses) as [InvitationStatus, ...InvitationStatus[]],
);
export type InvitationStatus = keyof typeof invitationStatuses;

/** An invitation, as those of the tenant see it. */
export const invitationSchema = z.object({
  invitationId: invitationIdSchema,
  email: z.string(),
  role: tenantRoleSchema,
  status: invitationStatusSchema,
  /** Null for the platform, and for someone who is gone. */
  invitedBy: z.object({ personId: personIdSchema, name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  /** When it was last sent. */
  sentAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const createInvitationInputSchema = z.strictObject({ email: emailSchema, role: tenantRoleSchema });
export type CreateInvitationInput = z.infer<typeof createInvitationInputSchema>;

/** So long an invitation can be accepted after it was sent. */
export const invitationDays = 7;

/** 32 random bytes in base64url: what a mail brings. */
export const mailTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "is not one that a mail brought");

/** What whoever holds an invitation's token is told of it. */
export const invitationPreviewSchema = z.object({
  tenant: z.object({ tenantId: tenantIdSchema, name: z.string() }),
  email: z.string(),
  role: tenantRoleSchema,
  invitedBy: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  /** Whether someone with this address exists, who has to sign in to accept it. */
  hasAccount: z.boolean(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

export const acceptInvitationInputSchema = z.strictObject({ token: mailTokenSchema });
export const signUpByInvitationInputSchema = z.strictObject({
  token: mailTokenSchema,
  name: personNameSchema,
  password: z.string().max(128),
});
