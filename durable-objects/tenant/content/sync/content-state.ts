import { and, count, eq, inArray } from "drizzle-orm";
import type { ContentState } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import { inTurn, type ContentContext, type Verb } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { findUnknown, isOlder } from "./find-unknown.ts";
import { readSync, writeSync } from "./sync-row.ts";

/** So many publications that nobody knows are named. */
const namedMax = 100;
const publicationsEach = 200;

/** How the tables stand beside what the website serves, as both say now. Fails with `website-unavailable` where that cannot be asked. */
export const contentState: Verb<"contentState"> = {
  async run(context, { websiteId }) {
    try {
      return await compare(context, websiteId);
    } catch (error) {
      console.error(`the content of website ${websiteId} cannot be compared:`, error);
      return fail(
        "website-unavailable",
        "The website, or the tenant's database, cannot be reached: try again shortly.",
      );
    }
  },
};

type Compared = Result<ContentState, "website-not-found" | "website-deleted" | "storage-full">;

async function compare(context: ContentContext, websiteId: string): Promise<Compared> {
  const { database } = context;
  const website = context.website(websiteId);
  const row = valueOf(await database.repeatable((tables) => readSync(tables, websiteId)));
  const after = row?.publicationSequence ?? 0;
  const asked = await answered(website.publicationsSince({ after, limit: publicationsEach }));
  if (!asked.ok) return asked;
  const told = asked.value;
  const unknown = await findUnknown(context, website, told);
  const isWebsiteOlder = isOlder(told, row);
  const isDiverged = row?.isDiverged === true || isWebsiteOlder || unknown.length > 0;
  if (isDiverged && row?.isDiverged !== true) {
    const { epoch } = told;
    const diverged = { epoch, root: null, publicationSequence: after, ...row, isDiverged };
    valueOf(await inTurn(context, websiteId, async (tables) => ok(await writeSync(tables, websiteId, diverged))));
  }
  const root = row?.root ?? null;
  const page = valueOf(await answered(website.contentSince({ since: root, until: null, cursor: null, limit: 1 })));
  const isBehind = told.items.length > 0 || page.until !== root;
  return ok({
    state: isDiverged ? "diverged" : isBehind ? "behind" : "current",
    unknownPublications: unknown.slice(0, namedMax).map((each) => ({ ...each })),
    isWebsiteOlder,
    untold: await countUntold(context, websiteId),
  });
}

async function countUntold({ database }: ContentContext, websiteId: string): Promise<number> {
  const untold = and(eq(publications.websiteId, websiteId), inArray(publications.state, ["waiting", "withdrawing"]));
  const [found] = valueOf(
    await database.repeatable((tables) => tables.select({ untold: count() }).from(publications).where(untold)),
  );
  return found!.untold;
}
