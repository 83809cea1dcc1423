import { and, eq } from "drizzle-orm";
import type { OfRecord, WrittenRecord } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { mergeByField } from "#domain/editing/index.ts";
import { recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { editConflict } from "../edit-conflict.ts";
import { recordOf, type RecordRow } from "./record-row.ts";

/** What is to be written, merged by field with what others have written since it was read. */
export async function mergedRecord(
  tables: Tables,
  of: OfRecord,
  row: RecordRow,
  { record, ifVersion }: { readonly record: WrittenRecord; readonly ifVersion: number },
): Promise<Result<WrittenRecord, "version-mismatch" | "edit-conflict">> {
  if (ifVersion === row.version) return ok(record);
  const [read] = await tables
    .select({ value: recordVersions.value })
    .from(recordVersions)
    .where(
      and(
        eq(recordVersions.websiteId, of.websiteId),
        eq(recordVersions.kind, of.kind),
        eq(recordVersions.recordId, of.id),
        eq(recordVersions.version, ifVersion),
      ),
    );
  if (!read?.value) return fail("version-mismatch", "It was written anew since you have read it: read it again.");
  const [base, theirs, yours] = [read.value, row.value, record.value] as const;
  const { value, conflicts } = mergeByField({ base, theirs, yours });
  if (conflicts.length === 0) return ok(recordOf({ kind: of.kind, value }));
  return editConflict(row.version, conflicts, { base, theirs, yours });
}
