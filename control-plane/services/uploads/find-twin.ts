import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { uploads, type StoredFile, type UploadRow } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";

/**
 * The last upload of the tenant, to whichever website, that was the same file and was taken: what it came to be serves again. Null for
 * none. Only by what a file really was: rows that are ready have the digest that was found.
 */
export async function findTwin(
  database: Pick<Database, "select">,
  { tenantId }: Pick<UploadRow, "tenantId">,
  sha256: string,
): Promise<UploadRow | null> {
  const isTwin = and(
    eq(uploads.tenantId, tenantId),
    eq(uploads.sha256, sha256),
    eq(uploads.status, "ready"),
    isNotNull(uploads.file),
  );
  const [row] = await database.select().from(uploads).where(isTwin).orderBy(desc(uploads.createdAt)).limit(1);
  return row ?? null;
}

/** The tenant has the file no more, since the last website that named it was deleted: what has it is sent again. */
export async function forgetTwins(
  database: Pick<Database, "update">,
  { tenantId }: Pick<UploadRow, "tenantId">,
  { digest }: Pick<StoredFile, "digest">,
): Promise<void> {
  await database
    .update(uploads)
    .set({ file: null })
    .where(
      and(eq(uploads.tenantId, tenantId), eq(uploads.status, "ready"), sql`${uploads.file} ->> 'digest' = ${digest}`),
    );
}
