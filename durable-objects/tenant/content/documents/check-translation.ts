import { and, eq, isNull, ne, or } from "drizzle-orm";
import { fail, type Failed } from "#domain/errors/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "./document-row.ts";

/** Whether a copy says another document in another language than the row does. */
export function translatesOtherwise(
  row: Pick<DocumentRow, "translationOf" | "locale">,
  { translationOf, locale }: Pick<WorkingCopy, "translationOf" | "locale">,
): boolean {
  const original = translationOf ?? null;
  return original !== row.translationOf || (original !== null && locale !== row.locale);
}

/**
 * Fails with `invalid-record` for a document that says another one in a language which that, or another translation of it, has, or
 * that is no translation of an original. The website has to be held (`holdWebsite`).
 */
export async function translationFailure(
  tables: Tables,
  websiteId: string,
  { documentId, translationOf, locale }: WorkingCopy,
): Promise<Failed<"invalid-record"> | null> {
  if (!translationOf) return null;
  if (translationOf === documentId) return failure("translationOf", "A document is no translation of itself.");
  if (locale === null) return failure("locale", "A translation has to say its language.");
  const family = await tables
    .select({ documentId: documents.documentId, locale: documents.locale, translationOf: documents.translationOf })
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        or(eq(documents.documentId, translationOf), eq(documents.translationOf, translationOf)),
        ne(documents.documentId, documentId),
        isNull(documents.trashedAt),
      ),
    )
    .limit(200);
  const original = family.find((each) => each.documentId === translationOf);
  if (original === undefined) return failure("translationOf", "There is no such document to be a translation of.");
  if (original.translationOf !== null)
    return failure("translationOf", "It is itself a translation: name its original.");
  if (family.some((each) => each.locale === locale)) {
    return failure("locale", `There is one in the language ${locale} already.`);
  }
  return null;
}

function failure(field: string, detail: string): Failed<"invalid-record"> {
  return fail("invalid-record", `${field}: ${detail}`, { field });
}
