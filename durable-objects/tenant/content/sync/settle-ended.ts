import type { PublicationsSince } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { outcomeOf, settlePublications } from "../publications/settle-publications.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import type { SyncRow } from "./sync-row.ts";

const pageSize = 200;

/**
 * Notes how every publication ended of which the website still tells, those that the tables were told of before too.
 *
 * @param first what is to be done in the same transaction before, for each page
 * @returns how far the tables have come
 */
export async function settleEnded(
  context: ContentContext,
  websiteId: string,
  first: (tables: Tables, items: PublicationsSince["items"]) => Promise<void> = async () => {},
): Promise<Pick<SyncRow, "epoch" | "publicationSequence">> {
  const website = context.website(websiteId);
  for (let after = 0; ;) {
    const { epoch, items } = valueOf(await answered(website.publicationsSince({ after, limit: pageSize })));
    valueOf(
      await inTurn(context, websiteId, async (tables) => {
        await first(tables, items);
        await settlePublications(tables, websiteId, items.map(outcomeOf));
        return ok(null);
      }),
    );
    after = items.at(-1)?.sequence ?? after;
    if (items.length < pageSize) return { epoch, publicationSequence: after };
  }
}
