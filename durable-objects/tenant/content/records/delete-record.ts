import type { ContentInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { inTurn, type Verb } from "../verb.ts";
import { publishRecord, type WrittenRow } from "./publish-record.ts";
import { isRecord } from "./record-row.ts";
import { writeRecord } from "./write-record.ts";

/** Deletes a record, also where it is served; its history stays. */
export const deleteRecord: Verb<"deleteRecord"> = {
  async run(context, input) {
    context.expectPublications();
    const written = await inTurn(context, input.websiteId, (tables) => remove(tables, input));
    if (!written.ok) return written;
    if (written.value === null) return ok(null);
    const published = await publishRecord(context, input, written.value);
    return published.ok ? ok(null) : published;
  },
};

async function remove(
  tables: Tables,
  input: ContentInput<"deleteRecord">,
): Promise<Result<WrittenRow | null, "version-mismatch">> {
  const [before] = await tables.select().from(records).where(isRecord(input)).for("update");
  if (before === undefined || before.trashedAt !== null) return ok(null);
  if (before.version !== input.ifVersion) {
    return fail("version-mismatch", "It was written anew since you have read it: read it again.");
  }
  return ok(await writeRecord(tables, input, { before, record: null, actor: input.actor }));
}
