import type { TenantWord, WebsiteRpc } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { TenantStore } from "./tenant-store.ts";

/** So many are told at once: each drains its leases meanwhile, which takes a moment and no work. */
const concurrency = 64;

export interface TellEffects {
  website(websiteId: string): Pick<WebsiteRpc, "heedTenant">;
}

/**
 * Tells every website of the tenant what it has not heeded yet, of the newest word that there is meanwhile. What each has heeded is
 * noted, so that an interrupted run is gone on with. Throws when some could not be told: the others were.
 */
export async function tellWebsites(store: TenantStore, effects: TellEffects): Promise<void> {
  const failures: unknown[] = [];
  let afterId = "";
  for (let word = store.word; word !== null; word = store.word) {
    const websiteIds = store.untold(word.version, afterId, concurrency);
    if (websiteIds.length === 0) break;
    afterId = websiteIds.at(-1)!;
    const said = word;
    const told = await Promise.allSettled(websiteIds.map((websiteId) => tell(store, effects, websiteId, said)));
    failures.push(...told.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : [])));
    // What became of the tenant meanwhile is said to those before, too.
    if (store.word?.version !== said.version) afterId = "";
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} websites could not be told`);
}

async function tell(store: TenantStore, effects: TellEffects, websiteId: string, word: TenantWord): Promise<void> {
  const heeded = await answered(effects.website(websiteId).heedTenant(word)).catch((cause: unknown) => {
    throw new Error(`the website ${websiteId} could not be told`, { cause });
  });
  if (!heeded.ok) throw new Error(`the website ${websiteId} could not heed it: ${heeded.failure.code}`);
  if (heeded.value.isDeleted) store.forgetWebsite(websiteId);
  else store.noteTold(websiteId, word.version);
}
