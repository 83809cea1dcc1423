import { z } from "zod";
import { canonicalJson, sha256 } from "#domain/digest/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";

/** Who did it: a person, someone of the platform as that person, the platform's token, or a part of the platform. */
export const auditActorSchema = z.object({
  kind: z.enum(["person", "platform-token", "system"]),
  /** The person; null for the others. */
  personId: z.string().nullable(),
  /** As they were called then. */
  name: z.string().nullable(),
  /** Who of the platform acted as that person. */
  impersonatedBy: z.string().nullable(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

/**
 * One entry of a tenant's audit log, or of the platform's own (tenant id `platformTenantId`). Entries are never changed: each holds the
 * hash of the one before, so that whoever has kept the last hash can tell whether anything was altered, left out or put in.
 */
export const auditEntrySchema = z.object({
  tenantId: tenantIdSchema,
  /** From 1, without gaps. */
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  actor: auditActorSchema,
  /** What was done, as `<thing>.<past participle>`: `member.invited`, `tenant.suspended`, `access.refused`. */
  action: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  target: z.object({ type: z.string(), id: z.string() }),
  origin: z.object({ address: z.string(), userAgent: z.string(), requestId: z.string() }).nullable(),
  /** What was there before and after, without secrets; null for nothing. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** Of the entry before; 64 zeros for the first. */
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const firstPreviousHash = "0".repeat(64);

/** SHA-256 of the canonical JSON of all else in the entry, in hex. */
export function hashOfEntry(entry: Omit<AuditEntry, "hash">): string {
  const { hash: _, ...rest } = entry as AuditEntry;
  return sha256(canonicalJson(rest));
}
