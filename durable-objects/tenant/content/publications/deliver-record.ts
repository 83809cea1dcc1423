import type { OfPublication } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { ContentContext } from "../verb.ts";
import { deliverNow } from "./deliver-publications.ts";
import { findPublication } from "./find-publication.ts";
import { publicationOf } from "./publication-row.ts";

/**
 * Tells the website of a record that was just written, and says whether visitors have it now, or will have it once a website that is
 * away is back. Fails where the website refuses it: then what it serves stands again, beside the reason (`settle-records.ts`).
 */
export async function deliverRecord(
  context: ContentContext,
  of: OfPublication,
): Promise<Result<{ readonly isServed: boolean }, "invalid-record" | "tenant-unavailable">> {
  await deliverNow(context, of.websiteId);
  const found = await context.database.repeatable((tables) => findPublication(tables, of));
  if (!found.ok) return found;
  if (found.value === null) return ok({ isServed: false });
  const { state, failure } = publicationOf(found.value);
  if (state === "failed") return fail("invalid-record", failure?.detail ?? "Its website refused it.");
  return ok({ isServed: state === "placed" });
}
