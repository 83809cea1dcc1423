import { and, eq, inArray } from "drizzle-orm";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { itemsOf, type PublicationRow } from "./publication-row.ts";

interface Named {
  readonly documentId: string;
  readonly title: string;
}

/** The documents of a publication with their titles, for the audit log. */
export async function namedIn(
  tables: Tables,
  row: Pick<PublicationRow, "websiteId" | "items">,
): Promise<{ readonly published: readonly Named[]; readonly unpublished: readonly Named[] }> {
  const isGoing = new Map(itemsOf(row).map(({ documentId, version }) => [documentId, version === null]));
  const named = await tables
    .select({ documentId: documents.documentId, title: documents.title })
    .from(documents)
    .where(and(eq(documents.websiteId, row.websiteId), inArray(documents.documentId, [...isGoing.keys()])));
  return {
    published: named.filter(({ documentId }) => isGoing.get(documentId) === false),
    unpublished: named.filter(({ documentId }) => isGoing.get(documentId) === true),
  };
}
