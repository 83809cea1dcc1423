import { z } from "zod";
import { personIdSchema } from "#domain/ids/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";
import { givenPasswordSchema } from "./password.ts";

/** What signing in by password answers: in, or not yet. */
export const signedInSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("signed-in"), personId: personIdSchema }),
  /** A code of the authenticator or a recovery code is needed, within ten minutes. */
  z.object({ status: z.literal("second-factor-required") }),
]);
export type SignedIn = z.infer<typeof signedInSchema>;

export const passwordOnlyInputSchema = z.strictObject({ password: givenPasswordSchema });
export const totpCodeInputSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "must be six digits"),
});
export const recoveryCodeInputSchema = z.strictObject({ code: z.string().trim().min(6).max(40) });

/** What an authenticator needs, shown once; in force when a first code was given. */
export const totpEnrolmentSchema = z.object({
  /** `otpauth://…`, as a QR code shows it. */
  uri: z.string(),
  /** Each good once, in place of a code. */
  recoveryCodes: z.array(z.string()),
});
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const passkeySchema = z.object({
  passkeyId: z.uuid(),
  name: z.string().nullable(),
  /** Whether it is kept in step between devices. */
  isBackedUp: z.boolean(),
  createdAt: z.iso.datetime().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;
export const passkeysMax = 20;

/**
 * What the browser's `navigator.credentials` is given and gives back, as JSON.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON
 */
export const passkeyOptionsSchema = z.record(z.string(), z.unknown());
const bytes = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]*$/, "must be base64url");
const credential = {
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};
/** A passkey that the browser made. */
export const newCredentialSchema = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: bytes,
    attestationObject: bytes,
    authenticatorData: bytes.optional(),
    publicKey: bytes.optional(),
    publicKeyAlgorithm: z.int().optional(),
    transports: z.array(z.string().max(50)).max(10).optional(),
  }),
});
export type NewCredential = z.infer<typeof newCredentialSchema>;
/** What a passkey answered. */
export const credentialAnswerSchema = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});
export type CredentialAnswer = z.infer<typeof credentialAnswerSchema>;
export const registerPasskeyInputSchema = z.strictObject({
  name: shortTextSchema(100).optional(),
  credential: newCredentialSchema,
});
export const usePasskeyInputSchema = z.strictObject({ credential: credentialAnswerSchema });
