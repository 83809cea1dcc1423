import { and, eq } from "drizzle-orm";
import type { ContentInput } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
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

/** Of what is asked for, whatever its id. */
export function askedOf({ publish: put, unpublish, dueAt, message }: ContentInput<"publish">): Digest {
  return digestOf({ publish: put, unpublish, dueAt, message });
}

/** Fails with `idempotency-key-reused` where the id was used for another publication than what is asked for now. */
export function answerAgain(
  { asked: before }: Pick<PublicationRow, "asked">,
  asked: Digest,
): Result<null, "idempotency-key-reused"> {
  return before === null || before === asked ? ok(null) : reused;
}

const reused = fail(
  "idempotency-key-reused",
  "This Idempotency-Key stood for another publication. Use a new one for each.",
);
