import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";

/** A mail that lies in the folder, where none is delivered. */
export const keptMailSchema = z.object({
  mailId: z.uuid(),
  /** When it was handed over. */
  at: z.iso.datetime(),
  to: z.string(),
  subject: z.string(),
});
export type KeptMail = z.infer<typeof keptMailSchema>;

/** The answer of `GET /internal/mails?limit&cursor`: newest first. */
export const keptMailPageSchema = z.object({ items: z.array(keptMailSchema), cursor: z.string().nullable() });

/** The answer of `GET /internal/mails/:mailId`. */
export const keptMailContentSchema = keptMailSchema.extend({ text: z.string(), html: z.string() });
export type KeptMailContent = z.infer<typeof keptMailContentSchema>;

/**
 * What opens the page of mails: they hold links as good as passwords, and whatever stands before the platform may let strangers
 * ask for any host. The page's address, as it is printed where the platform was started, has it.
 *
 * @param secret what edges and control plane share
 */
export function mailPageKey(secret: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes("hotswap mail page"))).slice(0, 32);
}
