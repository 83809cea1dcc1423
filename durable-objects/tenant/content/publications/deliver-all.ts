import { inArray } from "drizzle-orm";
import { publications } from "#migrations/schema/tenant/index.ts";
import { valueOf } from "../value-of.ts";
import type { ContentContext } from "../verb.ts";
import { deliverPublications } from "./deliver-publications.ts";

/** Websites that are told side by side. */
const concurrency = 16;

/** Tells every website that has still to be told of something. Throws when some could not be: the others were. */
export async function deliverAll(context: ContentContext): Promise<void> {
  const rows = valueOf(
    await context.database.repeatable((tables) =>
      tables
        .selectDistinct({ websiteId: publications.websiteId })
        .from(publications)
        .where(inArray(publications.state, ["waiting", "withdrawing"])),
    ),
  );
  const failures: unknown[] = [];
  for (let from = 0; from < rows.length; from += concurrency) {
    const some = rows.slice(from, from + concurrency);
    const told = await Promise.allSettled(some.map(({ websiteId }) => deliverPublications(context, websiteId)));
    failures.push(...told.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : [])));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} websites could not be told`);
}
