import { and, desc, eq, sql } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import type { Upload } from "#domain/upload/index.ts";
import { uploads } from "#migrations/schema/index.ts";
import type { WebsiteRef } from "../../drivers/edge/index.ts";
import type { UploadServices } from "./context.ts";
import type { ListUploadsInput } from "./schemas.ts";
import { uploadView } from "./upload-view.ts";

/** A page of a website's uploads, newest first. */
export async function listUploads(
  { database }: Pick<UploadServices, "database">,
  { websiteId, tenantId }: WebsiteRef,
  { limit, cursor, status }: ListUploadsInput,
): Promise<Page<Upload>> {
  const [createdMs, uploadId] = cursor?.split(".") ?? [];
  const isBefore =
    createdMs === undefined
      ? undefined
      : sql`(${uploads.createdAt}, ${uploads.uploadId}) < (${new Date(Number(createdMs)).toISOString()}::timestamptz, ${uploadId}::uuid)`;
  const rows = await database
    .select()
    .from(uploads)
    .where(
      and(
        eq(uploads.websiteId, websiteId),
        eq(uploads.tenantId, tenantId),
        status === undefined ? undefined : eq(uploads.status, status),
        isBefore,
      ),
    )
    .orderBy(desc(uploads.createdAt), desc(uploads.uploadId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? `${last.createdAt.getTime()}.${last.uploadId}` : null;
  return { items: items.map(uploadView), cursor: next };
}
