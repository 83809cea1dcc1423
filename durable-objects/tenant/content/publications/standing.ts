import type { ContentAnswer, OfPublication } from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode } from "#domain/errors/index.ts";
import type { ContentContext } from "../verb.ts";
import { deliverNow } from "./deliver-publications.ts";
import { findPublication, noPublication } from "./find-publication.ts";
import { publicationOf } from "./publication-row.ts";

type Answer = ContentAnswer<"publish">;

/** Tells the website, and answers how it stands then. */
export async function told(context: ContentContext, of: OfPublication): Promise<Answer> {
  await deliverNow(context, of.websiteId);
  return standing(context, of);
}

/** How a publication stands. Fails as its website does where that has refused it. */
export async function standing(context: ContentContext, of: OfPublication): Promise<Answer> {
  const found = await context.database.repeatable((tables) => findPublication(tables, of));
  if (!found.ok) return found;
  if (found.value === null) return noPublication;
  const publication = publicationOf(found.value);
  if (publication.state !== "failed") return ok(publication);
  const { code, detail } = publication.failure!;
  return fail(code as FailureCode, detail) as Answer;
}
