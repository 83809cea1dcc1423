import { and, isNull } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { editedRecordOf, isRecord, noRecord } from "./record-row.ts";

/** A record as it was last written. */
export const getRecord: Verb<"getRecord"> = {
  async run({ database }, of) {
    const found = await database.repeatable((tables) =>
      tables
        .select()
        .from(records)
        .where(and(isRecord(of), isNull(records.trashedAt))),
    );
    if (!found.ok) return found;
    const [row] = found.value;
    return row === undefined ? noRecord : ok(editedRecordOf(row));
  },
};
