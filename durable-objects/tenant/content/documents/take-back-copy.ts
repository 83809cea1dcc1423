import { sql } from "drizzle-orm";
import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { DocumentState, WorkingCopy } from "#domain/editing/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { inTurn, type ContentContext, type Verb } from "../verb.ts";
import { putBackAfter } from "./brought-by.ts";
import { placedCopy } from "./brought-place.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, type DocumentRow } from "./document-row.ts";
import { isDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { takenBackStanding } from "./taken-back-standing.ts";
import { writeVersion, type NewVersion } from "./write-version.ts";

type Input = ContentInput<"takeBackCopy">;
type Answer = ContentAnswer<"takeBackCopy">;

/**
 * Takes back what an import that was undone has brought: a draft goes to the trash, and what was written on a document is put back to
 * what the website has of it, or to what was edited before. What somebody has edited since, or published, stays. All of it stays in the
 * history; taken back already, it is answered again.
 */
export const takeBackCopy: Verb<"takeBackCopy"> = {
  async run(context, input) {
    const kept = input.kind === "edit" ? await keptCopy(context, input) : ok(null);
    if (!kept.ok) return kept;
    return inTurn(context, input.websiteId, (tables) => takeBack(tables, input, kept.value));
  },
};

/** What the website has of the document, whether visitors get it or not: the tables may hear of it later. */
async function keptCopy(
  context: ContentContext,
  { websiteId, documentId }: Input,
): Promise<Result<WorkingCopy | null, "website-unavailable">> {
  try {
    const found = await answered(context.website(websiteId).getRecord({ kind: "document", id: documentId }));
    if (!found.ok || found.value.kind !== "document" || found.value.value.status === "trashed") return ok(null);
    const { status: _, ...copy } = found.value.value;
    return ok(copy);
  } catch (error) {
    console.error(`the document ${documentId} of website ${websiteId} cannot be read:`, error);
    return fail("website-unavailable", "The website cannot be reached: try again shortly.");
  }
}

async function takeBack(tables: Tables, input: Input, kept: WorkingCopy | null): Promise<Answer> {
  await holdWebsite(tables, input.websiteId);
  const [row] = await tables.select(documentColumns).from(documents).where(isDocument(input)).for("update");
  if (row === undefined) return ok({ standing: "none" });
  const found = await takenBackStanding(tables, row, input.importId);
  if (found === null) return ok({ standing: "none" });
  const { brought, isPutBack, isEdited, isCurrent } = found;
  if (isPutBack) return ok({ standing: "taken-back", document: brought });
  if (isEdited || isDecided(row)) return ok({ standing: "edited", document: brought });
  if (!isCurrent || row.trashedAt !== null) return ok({ standing: "none" });
  const wanted = kept ?? found.before;
  if (input.kind === "edit" && wanted === null) return ok({ standing: "none" });
  const done =
    input.kind === "draft" || wanted === null
      ? await putAway(tables, row, input)
      : await putBack(tables, row, input, { wanted, servedDigest: found.servedDigest });
  return done.ok ? ok({ standing: "taken-back", document: brought }) : done;
}

/** Whether somebody has said what is to become of it. */
function isDecided({ state, scheduledVersion, servedVersion, version }: DocumentRow): boolean {
  return !isPlain.has(state) || scheduledVersion !== null || servedVersion === version;
}

const isPlain: ReadonlySet<string> = new Set<DocumentState>(["draft", "published", "unpublished"]);

async function putAway(tables: Tables, row: DocumentRow, input: Input): Promise<Result<null, "invalid-record">> {
  const checked = checkedCopy(copyOf(row));
  if (!checked.ok) return checked;
  await writeVersion(tables, row, checked.value, versionOf(input));
  await tables
    .update(documents)
    .set({ trashedAt: sql`now()` })
    .where(isDocument(row));
  return ok(null);
}

interface Before {
  readonly wanted: WorkingCopy;
  /** Of the version that visitors get. */
  readonly servedDigest: Digest | null;
}

async function putBack(
  tables: Tables,
  row: DocumentRow,
  input: Input,
  { wanted, servedDigest }: Before,
): Promise<Result<null, "invalid-record">> {
  const { path, parentId, locale, translationOf } = copyOf(row);
  const own = await placedCopy(tables, row, wanted, true);
  // Where something else stands by now where it stood, it stays where it is.
  const placed = own.ok ? own : checkedCopy({ ...wanted, path, parentId, locale, translationOf });
  if (!placed.ok) return placed;
  const written = await writeVersion(tables, row, placed.value, versionOf(input));
  // What visitors get is what is edited again.
  if (placed.value.digest !== servedDigest) return ok(null);
  await tables.update(documents).set({ servedVersion: written!.version }).where(isDocument(row));
  return ok(null);
}

function versionOf({ actor, importId }: Input): NewVersion {
  return { kind: "sync", actor, message: putBackAfter(importId) };
}
