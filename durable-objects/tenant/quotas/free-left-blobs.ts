import type { WebsiteRpc } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { TenantStore } from "../tenant-store.ts";
import type { BlobRegistry } from "./blob-registry.ts";
import type { LeftBlobs } from "./left-blobs.ts";

/** So many are looked at together. */
const atOnce = 200;
/** Websites that are asked side by side. */
const concurrency = 16;
const pageSize = 200;

export interface FreeEffects {
  website(websiteId: string): Pick<WebsiteRpc, "namedAssets">;
  /** Those of these files that media of these websites name in the tenant's tables, or named in a version that is kept. Throws when they are away. */
  namedInTables(digests: readonly Digest[], websiteIds: readonly string[]): Promise<readonly Digest[]>;
  /** Milliseconds since the epoch. */
  now(): number;
  transaction(run: () => void): void;
}

interface Parts {
  readonly store: TenantStore;
  readonly blobs: BlobRegistry;
  readonly left: LeftBlobs;
}

/**
 * Gives back the room of files that websites have left which are no more, and that no other website of the tenant names, in whatever
 * release or version it keeps. Throws where one of them, or the tables, cannot be asked: then nothing is given back. The bytes stay: others may
 * have the same.
 */
export async function freeLeftBlobs({ store, blobs, left }: Parts, effects: FreeEffects): Promise<void> {
  for (;;) {
    const due = left.due(effects.now(), atOnce);
    if (due.length === 0) return;
    const named = new Set(await namedOf(store, due, effects));
    effects.transaction(() => {
      // What somebody has asked for meanwhile is no longer due.
      for (const digest of left.take(due, effects.now())) if (!named.has(digest)) blobs.free(digest);
    });
  }
}

async function namedOf(store: TenantStore, digests: readonly Digest[], effects: FreeEffects): Promise<Digest[]> {
  const named: Digest[] = [];
  for (let cursor: string | undefined; ;) {
    const page = store.pageOfWebsites({ limit: pageSize, ...(cursor !== undefined && { cursor }) });
    for (let from = 0; from < page.items.length; from += concurrency) {
      const some = page.items.slice(from, from + concurrency);
      const asked = some.map((websiteId) => answered(effects.website(websiteId).namedAssets(digests)));
      named.push(...(await Promise.all(asked)).flat());
    }
    if (page.items.length > 0) named.push(...(await effects.namedInTables(digests, page.items)));
    if (page.cursor === null) return named;
    cursor = page.cursor;
  }
}
