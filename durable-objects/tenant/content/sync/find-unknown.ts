import { inArray } from "drizzle-orm";
import type { PublicationsSince, WebsiteRpc } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import type { SyncRow } from "./sync-row.ts";

/** So many publications are looked at. */
const lookedAtMax = 200;

export interface Unknown {
  readonly publicationId: string;
  readonly dueAt: string | null;
  readonly at: string | null;
}

/** Publications that the website has made, or holds, and the tables do not know: a publication is in them before its website hears of it. */
export async function findUnknown(
  { database }: Pick<ContentContext, "database">,
  website: WebsiteRpc,
  told: PublicationsSince,
): Promise<readonly Unknown[]> {
  const held = valueOf(await answered(website.listScheduled({ limit: lookedAtMax }))).items;
  const all: Unknown[] = [
    // One that was taken back before it arrived changes nothing, whoever knows of it.
    ...told.items
      .filter(({ state }) => state === "placed")
      .map(({ publicationId, at }) => ({ publicationId, dueAt: null, at })),
    ...held.map(({ publicationId, dueAt }) => ({ publicationId, dueAt, at: null })),
  ];
  if (all.length === 0) return [];
  const known = valueOf(
    await database.repeatable((tables: Tables) =>
      tables
        .select({ publicationId: publications.publicationId })
        .from(publications)
        .where(
          inArray(
            publications.publicationId,
            all.map(({ publicationId }) => publicationId),
          ),
        ),
    ),
  );
  const ids = new Set(known.map(({ publicationId }) => publicationId));
  return all.filter(({ publicationId }) => !ids.has(publicationId));
}

/** Whether the website's storage is another one than the tables have seen, or has forgotten what it told them. */
export function isOlder({ epoch, latest }: PublicationsSince, row: SyncRow | null): boolean {
  return row !== null && (row.epoch !== epoch || latest < row.publicationSequence);
}
