import { and, asc, count, eq, isNotNull, sql } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { isNotTrashed } from "./media-row.ts";

const foldersMax = 1_000;
const folder = sql<string>`${records.value} ->> 'folder'`;

/** The folders that something is in, by name, with how much: a thousand at most. */
export const listMediaFolders: Verb<"listMediaFolders"> = {
  async run({ database }, { websiteId }) {
    const isFiled = and(eq(records.websiteId, websiteId), eq(records.kind, "media"), isNotTrashed, isNotNull(folder));
    const found = await database.repeatable((tables) =>
      tables
        .select({ folder, count: count() })
        .from(records)
        .where(isFiled)
        .groupBy(folder)
        .orderBy(asc(folder))
        .limit(foldersMax),
    );
    return found.ok ? ok({ items: found.value }) : found;
  },
};
