import { and, desc, lt } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { noMedia } from "./media-row.ts";
import { mediaAsOf, ofMediaVersions } from "./media-version.ts";

/** What media were, newest first: their files too, and when they were in the trash. */
export const listMediaVersions: Verb<"listMediaVersions"> = {
  async run({ database }, input) {
    const { limit, cursor } = input;
    const isBelow = cursor === undefined ? undefined : lt(recordVersions.version, Number(cursor));
    const found = await database.repeatable((tables) =>
      tables
        .select()
        .from(recordVersions)
        .where(and(ofMediaVersions(input), isBelow))
        .orderBy(desc(recordVersions.version))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    if (found.value.length === 0 && cursor === undefined) return noMedia;
    const items = found.value.slice(0, limit).map(({ version, value, actor, at }) => ({
      version,
      media: value === null ? null : mediaAsOf(value),
      actor: actor as ContentActor,
      at: at.toISOString(),
    }));
    return ok({ items, cursor: found.value.length > limit ? String(items.at(-1)!.version) : null });
  },
};
