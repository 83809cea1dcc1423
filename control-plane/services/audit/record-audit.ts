import { sql } from "drizzle-orm";
import { firstPreviousHash, hashOfEntry, type AuditActor, type AuditEntry } from "#domain/audit/index.ts";
import { auditEntries, auditHeads } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { searchTextOf } from "./search-text.ts";
import { storableJson } from "./storable-json.ts";

export interface AuditInput {
  /** Whose log it belongs to; `platformTenantId` for the platform's own. */
  readonly tenantId: string;
  readonly actor: AuditActor;
  /** `<thing>.<past participle>`, e.g. `member.invited`. */
  readonly action: string;
  readonly target: AuditEntry["target"];
  /** From where the call came; null for what the platform does by itself. */
  readonly origin: AuditEntry["origin"];
  /** What was there before and after, without secrets; null for nothing. */
  readonly before: AuditEntry["before"];
  readonly after: AuditEntry["after"];
}

/**
 * Appends to a tenant's audit log, so that the entry is there exactly if the transaction commits. From here on other entries of
 * this log wait for the transaction: call it late. Whoever writes to two logs writes to the tenant's before the platform's.
 */
export async function recordAudit(transaction: Transaction, input: AuditInput): Promise<AuditEntry> {
  const head = await lockHead(transaction, input.tenantId);
  const { tenantId, actor, action, target, origin, before, after } = input;
  const rest = {
    ...(storableJson({ tenantId, actor, action, target, origin, before, after }) as AuditInput),
    sequence: head.sequence + 1,
    at: new Date(Math.max(Date.now(), head.at.getTime())).toISOString(),
    previousHash: head.hash,
  };
  const entry: AuditEntry = { ...rest, hash: hashOfEntry(rest) };
  await transaction.insert(auditEntries).values({
    tenantId: entry.tenantId,
    sequence: entry.sequence,
    at: new Date(entry.at),
    actor: entry.actor,
    actorId: entry.actor.personId,
    action: entry.action,
    targetType: entry.target.type,
    targetId: entry.target.id,
    origin: entry.origin,
    before: entry.before,
    after: entry.after,
    previousHash: entry.previousHash,
    hash: entry.hash,
    searchText: searchTextOf(entry),
  });
  await transaction
    .update(auditHeads)
    .set({ sequence: entry.sequence, hash: entry.hash, at: new Date(entry.at) })
    .where(sql`${auditHeads.tenantId} = ${entry.tenantId}`);
  return entry;
}

/** The last entry, its row locked until the transaction ends; made for a log that has none. */
async function lockHead(transaction: Transaction, tenantId: string) {
  const [head] = await transaction
    .insert(auditHeads)
    .values({ tenantId, sequence: 0, hash: firstPreviousHash, at: new Date(0) })
    // Changes nothing, and takes the lock.
    .onConflictDoUpdate({ target: auditHeads.tenantId, set: { tenantId: sql`excluded.tenant_id` } })
    .returning();
  return head!;
}
