import { and, count, eq, inArray, lte, min, ne, or, sql } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uploadLimitsByTier } from "#domain/upload/index.ts";
import { signedParts, uploads, type UploadRow } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { findTenant } from "../tenants/find-tenant.ts";
import type { UploadServices } from "./context.ts";

/**
 * Counts parts as signed until then, before they are: nobody has more than they may of what a store takes from anyone. One that was
 * signed before counts once. What has expired counts no more, nor do parts of uploads that take none any more.
 *
 * Fails with `too-many-requests`, with nothing counted, where the tenant would have more than its tier allows; it says when to come back.
 */
export async function noteSignedParts(
  { database, now }: Pick<UploadServices, "database" | "now">,
  { tenantId, uploadId }: Pick<UploadRow, "tenantId" | "uploadId">,
  parts: readonly number[],
  expiresAt: Date,
): Promise<Result<null>> {
  const tenant = await findTenant(database, tenantId);
  if (!tenant.ok) return tenant;
  const { signedPartsMax } = uploadLimitsByTier[tenant.value.tier];
  const at = new Date(now());
  return withTransaction(database, async (transaction): Promise<Result<null>> => {
    // One at a time of a tenant: no two count the same place as free.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`signed parts:${tenantId}`}, 0))`);
    await forgetOver(transaction, tenantId, at);
    const rows = [...new Set(parts)].map((part) => ({ uploadId, part, tenantId, expiresAt }));
    await transaction
      .insert(signedParts)
      .values(rows)
      .onConflictDoUpdate({ target: [signedParts.uploadId, signedParts.part], set: { expiresAt } });
    const [open] = await transaction
      .select({ count: count(), first: min(signedParts.expiresAt) })
      .from(signedParts)
      .where(eq(signedParts.tenantId, tenantId));
    // What was inserted goes with the transaction.
    if (open!.count > signedPartsMax) throw new TooMany(signedPartsMax, (open!.first ?? at).getTime() - at.getTime());
    return ok(null);
  }).catch((error: unknown) => {
    if (!(error instanceof TooMany)) throw error;
    const { message, limit, retryAfterSeconds } = error;
    return fail("too-many-requests", message, { limit, retryAfterSeconds });
  });
}

async function forgetOver(transaction: Transaction, tenantId: string, at: Date): Promise<void> {
  const takeNone = transaction
    .select({ uploadId: uploads.uploadId })
    .from(uploads)
    .where(and(eq(uploads.tenantId, tenantId), ne(uploads.status, "receiving")));
  const isOver = or(lte(signedParts.expiresAt, at), inArray(signedParts.uploadId, takeNone));
  await transaction.delete(signedParts).where(and(eq(signedParts.tenantId, tenantId), isOver));
}

class TooMany extends Error {
  readonly limit: number;
  readonly retryAfterSeconds: number;

  constructor(limit: number, firstMs: number) {
    super(
      `${limit} parts of the tenant's uploads may be signed at a time: send these and complete their uploads, or sign fewer at once.`,
    );
    this.limit = limit;
    this.retryAfterSeconds = Math.max(1, Math.ceil(firstMs / 1_000));
  }
}
