import { and, desc, eq, lt } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { noRecord, recordOf } from "./record-row.ts";

/** What a record was, newest first: of one that is gone too. */
export const listRecordVersions: Verb<"listRecordVersions"> = {
  async run({ database }, { websiteId, kind, id, limit, cursor }) {
    const found = await database.repeatable((tables) =>
      tables
        .select()
        .from(recordVersions)
        .where(
          and(
            eq(recordVersions.websiteId, websiteId),
            eq(recordVersions.kind, kind),
            eq(recordVersions.recordId, id),
            cursor === undefined ? undefined : lt(recordVersions.version, Number(cursor)),
          ),
        )
        .orderBy(desc(recordVersions.version))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    if (found.value.length === 0 && cursor === undefined) return noRecord;
    const items = found.value.slice(0, limit).map(({ version, value, actor, at }) => ({
      version,
      record: value === null ? null : recordOf({ kind, value }),
      actor: actor as ContentActor,
      at: at.toISOString(),
    }));
    return ok({ items, cursor: found.value.length > limit ? String(items.at(-1)!.version) : null });
  },
};
