import { and, eq, isNull, sql } from "drizzle-orm";
import { lastSegment, type ContentActor } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns } from "./document-row.ts";
import { findPlace } from "./find-place.ts";
import { writeVersion } from "./write-version.ts";

/** Nobody in particular: the website's answer. */
const actor: ContentActor = { kind: "control-plane" };

/**
 * Moves a document from a path that is another's to the next one that is free, as a version that says why; what is below it stays. The
 * website has to be held (`holdWebsite`). Where no path is free, or imported content fits no more, it stays: then it is not published.
 *
 * @param owner what is at the path where visitors look, such as `the term news`
 */
export async function makeWay(tables: Tables, websiteId: string, path: string, owner: string): Promise<void> {
  const rows = await tables
    .select(documentColumns)
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        // By the index, which holds no paths: some are too long for it.
        sql`md5(${documents.path}) = md5(${path})`,
        eq(documents.path, path),
        isNull(documents.trashedAt),
      ),
    )
    .orderBy(documents.documentId)
    .for("update");
  for (const row of rows) {
    const { documentId, title, type } = row;
    const wanted = { websiteId, documentId, parentId: null, title, type, before: path };
    const place = await findPlace(tables, { ...wanted, path: undefined, slug: lastSegment(path) || null });
    const checked = place.ok ? checkedCopy({ ...copyOf(row), path: place.value }) : place;
    if (!checked.ok) continue;
    const message = `Moved from ${path}: visitors get ${owner} there, which could not be moved away`.slice(0, 500);
    await writeVersion(tables, row, checked.value, { kind: "save", actor, message });
  }
}
