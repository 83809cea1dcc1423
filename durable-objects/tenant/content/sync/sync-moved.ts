import type { ContentContext } from "../verb.ts";
import { syncWebsite } from "./sync-website.ts";

interface Moved {
  readonly websiteId: string;
  readonly times: number;
}
/** Which websites have moved, as the Tenant object has noted it. */
export interface MovedList {
  list(limit: number): readonly Moved[];
  settle(moved: Moved): void;
}

/** Websites that are brought up side by side, and in one run. */
const concurrency = 8;
const eachRun = 200;

/** Brings the tables up to every website that has moved. Throws when some could not be: the others were. */
export async function syncMoved(context: ContentContext, moved: MovedList): Promise<void> {
  const all = moved.list(eachRun);
  const failures: unknown[] = [];
  for (let from = 0; from < all.length; from += concurrency) {
    const done = await Promise.allSettled(
      all.slice(from, from + concurrency).map(async (each) => {
        await syncWebsite(context, each.websiteId);
        moved.settle(each);
      }),
    );
    failures.push(...done.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : [])));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} websites could not be taken over`);
}
