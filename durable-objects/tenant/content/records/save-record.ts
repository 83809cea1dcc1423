import type { ContentInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { holdWebsite } from "../documents/hold-website.ts";
import { inTurn, type Verb } from "../verb.ts";
import { checkRecord } from "./check-record.ts";
import { mergedRecord } from "./merged-record.ts";
import { publishRecord, type WrittenRow } from "./publish-record.ts";
import { editedRecordOf, isRecord, type RecordRow } from "./record-row.ts";
import { writeRecord } from "./write-record.ts";

type Input = ContentInput<"saveRecord">;

/**
 * Writes a record, and publishes it. What others wrote since it was read is merged by field. Written already, it changes nothing. Where
 * the website refuses it nothing is written; where it is away, the record is served moments later.
 */
export const saveRecord: Verb<"saveRecord"> = {
  async run(context, input) {
    context.expectPublications();
    const written = await inTurn(context, input.websiteId, (tables) => write(tables, input));
    if (!written.ok) return written;
    if ("same" in written.value) return ok(editedRecordOf(written.value.same));
    const published = await publishRecord(context, input, written.value);
    return published.ok ? ok(editedRecordOf(published.value)) : published;
  },
};

type WriteFailure = "precondition-required" | "version-mismatch" | "edit-conflict" | "path-taken" | "invalid-record";

async function write(
  tables: Tables,
  input: Input,
): Promise<Result<WrittenRow | { readonly same: RecordRow }, WriteFailure>> {
  const { websiteId, ifVersion, actor } = input;
  await holdWebsite(tables, websiteId);
  const [before = null] = await tables.select().from(records).where(isRecord(input)).for("update");
  const isThere = before !== null && before.trashedAt === null;
  const isSame = isThere && canonicalJson(before.value) === canonicalJson(input.record.value);
  if (isSame) return ok({ same: before });
  if (isThere && ifVersion === null) return unread;
  if (!isThere && ifVersion !== null) return gone;
  const merged = isThere
    ? await mergedRecord(tables, input, before, { ...input, ifVersion: ifVersion! })
    : ok(input.record);
  if (!merged.ok) return merged;
  if (isThere && canonicalJson(before.value) === canonicalJson(merged.value.value)) return ok({ same: before });
  const failure = await checkRecord(tables, input, merged.value);
  if (failure !== null) return failure;
  return ok(await writeRecord(tables, input, { before, record: merged.value, actor }));
}

const unread = fail(
  "precondition-required",
  "It is there already: send the ETag of what you have read as If-Match, so that nobody's change is lost.",
);
const gone = fail("version-mismatch", "It is no longer there: leave out If-Match to make it anew.");
