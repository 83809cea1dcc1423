import { and, eq, isNull, ne, or } from "drizzle-orm";
import type { TranslationFailure } from "#domain/contracts/index.ts";
import { fail, type Failed } from "#domain/errors/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "./document-row.ts";

type Translation = Pick<WorkingCopy, "documentId" | "translationOf" | "locale">;
type Member = Pick<DocumentRow, "documentId" | "locale" | "translationOf">;

/** Whether a copy says another document than the row does, or in another language. */
export function translatesOtherwise(
  row: Pick<DocumentRow, "translationOf" | "locale">,
  { translationOf, locale }: Pick<WorkingCopy, "translationOf" | "locale">,
): boolean {
  return (translationOf ?? null) !== row.translationOf || locale !== row.locale;
}

/**
 * Fails with `translation-taken`, which names the other, where an original and its translations would have one language twice; with
 * `invalid-record` for what is no translation of an original. The website has to be held (`holdWebsite`).
 */
export async function translationFailure(
  tables: Tables,
  websiteId: string,
  copy: Translation,
): Promise<Failed<TranslationFailure> | null> {
  const { documentId, translationOf, locale } = copy;
  if (translationOf === documentId) return failure("translationOf", "A document is no translation of itself.");
  if (translationOf && locale === null) return failure("locale", "A translation has to say its language.");
  const others = await familyOf(tables, websiteId, copy);
  if (translationOf) {
    const original = others.find((each) => each.documentId === translationOf);
    if (original === undefined) return failure("translationOf", "There is no such document to be a translation of.");
    if (original.translationOf !== null)
      return failure("translationOf", "It is itself a translation: name its original.");
    if (others.some((each) => each.translationOf === documentId))
      return failure("translationOf", "It has translations itself: those are no translations of a translation.");
  }
  return languageFailure(others, copy);
}

/** The same for one that comes back into its family: its original may be in the trash still, or gone, as with those that stayed. */
export async function returnFailure(
  tables: Tables,
  websiteId: string,
  copy: Translation,
): Promise<Failed<TranslationFailure> | null> {
  const others = await familyOf(tables, websiteId, copy);
  const original = others.find((each) => each.documentId === copy.translationOf);
  if (original?.translationOf) {
    const { documentId, translationOf } = original;
    const detail = `Its original ${documentId} has become a translation of ${translationOf}. ${alone}`;
    return fail("translation-taken", detail, { field: "translationOf", documentId });
  }
  const taken = languageFailure(others, copy);
  if (taken === null || !copy.translationOf) return taken;
  return fail(taken.failure.code, `${taken.failure.detail} ${alone}`, taken.failure.facts);
}

const alone = 'Or take it out as a document of its own, with "translationOf": null.';

/** Its original with the other translations of that, and what says it in other languages; none that is in the trash. */
async function familyOf(
  tables: Tables,
  websiteId: string,
  { documentId, translationOf }: Translation,
): Promise<readonly Member[]> {
  const { translationOf: original } = documents;
  return tables
    .select({ documentId: documents.documentId, locale: documents.locale, translationOf: original })
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        or(
          eq(original, documentId),
          ...(translationOf ? [eq(documents.documentId, translationOf), eq(original, translationOf)] : []),
        ),
        ne(documents.documentId, documentId),
        isNull(documents.trashedAt),
      ),
    )
    .limit(400);
}

function languageFailure(others: readonly Member[], { locale }: Translation): Failed<"translation-taken"> | null {
  // Tags of languages are the same in whatever case they are written.
  const other = others.find((each) => locale !== null && each.locale?.toLowerCase() === locale.toLowerCase());
  if (other === undefined) return null;
  const { documentId } = other;
  const detail = `The document ${documentId} has the language ${locale} there already: change its language, or move it to the trash, first.`;
  return fail("translation-taken", detail, { field: "locale", documentId });
}

function failure(field: string, detail: string): Failed<"invalid-record"> {
  return fail("invalid-record", `${field}: ${detail}`, { field });
}
