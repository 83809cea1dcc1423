import { and, eq } from "drizzle-orm";
import { fail } from "#domain/errors/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { PublicationRow } from "./publication-row.ts";

/** An id that is another website's is none of this one. */
export async function findPublication(
  tables: Tables,
  { websiteId, publicationId }: { readonly websiteId: string; readonly publicationId: string },
): Promise<PublicationRow | null> {
  const [row] = await tables
    .select()
    .from(publications)
    .where(and(eq(publications.websiteId, websiteId), eq(publications.publicationId, publicationId)))
    .limit(1);
  return row ?? null;
}

export const noPublication = fail("publication-not-found", "The website has no such publication.");
