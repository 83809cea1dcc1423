import type { TenantState, WebsiteRpc } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { mayGrow, monthOf, standingOf, type Standing } from "#domain/quota/index.ts";
import { BlobRegistry } from "./blob-registry.ts";
import type { FreeEffects } from "./free-left-blobs.ts";
import { LeftBlobs } from "./left-blobs.ts";
import type { SettleEffects } from "./settle-reservations.ts";
import { UploadRooms } from "./upload-rooms.ts";
import { UsageStore } from "./usage-store.ts";
import { WebsiteSlots } from "./website-slots.ts";
import type { TenantStore } from "../tenant-store.ts";

export interface QuotaEffects extends Omit<SettleEffects, "tenantId"> {
  website(websiteId: string): Pick<WebsiteRpc, "describe" | "namedAssets">;
  /** As `free-left-blobs.ts` asks it, of the tenant's tables. */
  namedInTables(tenantId: string, ...asked: Parameters<FreeEffects["namedInTables"]>): Promise<readonly Digest[]>;
}

/** What quotas are kept by, and what they reach the rest of the object through. */
export interface QuotaParts {
  readonly store: TenantStore;
  readonly slots: WebsiteSlots;
  readonly blobs: BlobRegistry;
  readonly left: LeftBlobs;
  readonly uploads: UploadRooms;
  readonly usage: UsageStore;
  readonly effects: QuotaEffects;
  /** Sees to it that what is reserved is settled, in the caller's transaction. */
  scheduleSettling(): void;
}

function bandwidthOf(state: TenantState, { usage, effects }: Pick<QuotaParts, "usage" | "effects">): Standing {
  return standingOf(state, "bandwidth", usage.bandwidth(monthOf(effects.now())));
}

/** Whether something new may be begun at all. */
export function mayBegin(state: TenantState, parts: QuotaParts): Result<null, "quota-exceeded"> {
  return mayGrow(bandwidthOf(state, parts));
}

export function partsOf(sql: SqlStorage, rest: Pick<QuotaParts, "store" | "effects" | "scheduleSettling">): QuotaParts {
  return {
    slots: new WebsiteSlots(sql),
    blobs: new BlobRegistry(sql),
    left: new LeftBlobs(sql),
    uploads: new UploadRooms(sql),
    usage: new UsageStore(sql),
    ...rest,
  };
}

export const unknownTenant = fail("tenant-not-found", "There is no such tenant.");
