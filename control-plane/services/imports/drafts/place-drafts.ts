import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { importDrafts, imports, type ImportRow } from "#migrations/schema/index.ts";
import { EdgeUnavailable } from "../../../drivers/edge/index.ts";
import type { Database } from "../../../database/index.ts";
import type { ImportServices } from "../context.ts";
import { noteDraft } from "./note-draft.ts";
import { draftOf, noAnswer, placeDraft, type WaitingDraft } from "./place-draft.ts";
import { takeBackDrafts } from "./take-back-drafts.ts";

/** So often all are gone through, as long as each time some are made: a document is made once the one above it is there. */
const roundsMax = 10;
/** So many in a row that get no answer mean that the website is away, and not that one of them is the reason. */
const silencesMax = 3;
/** So often, and in such pauses, it is asked whether what the import has changed is known where it is edited. */
const asksMax = 20;
const askEveryMs = 250;

/**
 * Makes drafts of the documents that an import brought beside its content, which the website has by now, and working copies of what was
 * written on documents of that content, one after the other, and notes what became of each. May be begun again anywhere: what is there
 * is not made again, and what was refused is tried again. A path that is another's is given up, once all others were tried. Of an
 * import that was undone they are taken back instead.
 *
 * @returns how many the website refused: it may not have heard of what they need yet. Throws when it is away.
 */
export async function placeDrafts(services: ImportServices, importId: string, signal: AbortSignal): Promise<number> {
  const { database, edge } = services;
  const [row] = await database.select().from(imports).where(eq(imports.importId, importId));
  if (row?.status !== "activated" && row?.status !== "unchanged") return 0;
  const standing = await standingOf(edge, row);
  if (standing === "undone") return takeBackDrafts(services, row, signal);
  if (standing === "unknown" || row.draftsWaiting + row.draftsRefused === 0) return 0;
  await untilContentKnown(edge, row, signal);
  for (const keepsPaths of [true, false]) {
    for (let round = 0; round < roundsMax; round += 1) {
      const { made, left } = await tryAll(services, row, keepsPaths, signal);
      if (left === 0) return 0;
      if (made === 0) break;
    }
  }
  const [now] = await database.select().from(imports).where(eq(imports.importId, importId));
  return now?.draftsRefused ?? 0;
}

/** Whether visitors get the content that they belong to; of a website that does not know of it nothing follows. */
async function standingOf(edge: ImportServices["edge"], row: ImportRow): Promise<"in-force" | "undone" | "unknown"> {
  if (row.status !== "activated" || row.deploymentId === null) return "in-force";
  const standing = await edge.standingOf(row, row.deploymentId);
  return standing.ok ? standing.value : "in-force";
}

/** What is served is edited a moment later. Where it takes longer, those are refused that need it, and tried again. */
async function untilContentKnown(edge: ImportServices["edge"], row: ImportRow, signal: AbortSignal): Promise<void> {
  for (let asked = 0; asked < asksMax; asked += 1) {
    const known = await edge.isContentKnown(row);
    if (!known.ok || known.value) return;
    await sleep(askEveryMs, undefined, { signal });
  }
}

interface Tried {
  readonly made: number;
  readonly left: number;
}

async function tryAll(
  { database, edge }: ImportServices,
  row: ImportRow,
  keepsPaths: boolean,
  signal: AbortSignal,
): Promise<Tried> {
  const tried = { made: 0, left: 0 };
  let silences = 0;
  for (let after = ""; ;) {
    signal.throwIfAborted();
    const kept = await nextWaiting(database, row.importId, after);
    if (kept === undefined) return tried;
    after = kept.documentId;
    const outcome = await placeDraft(edge, row, kept, keepsPaths);
    silences = outcome === noAnswer ? silences + 1 : 0;
    if (silences === silencesMax) throw new EdgeUnavailable("the website does not answer");
    if (outcome !== null) await noteDraft(database, row.importId, draftOf(kept), outcome);
    tried[outcome?.kind === "made" ? "made" : "left"] += 1;
  }
}

async function nextWaiting(database: Database, importId: string, after: string): Promise<WaitingDraft | undefined> {
  const isNext = and(eq(importDrafts.importId, importId), gt(importDrafts.documentId, after));
  const [kept] = await database
    .select()
    .from(importDrafts)
    .where(and(isNext, isNotNull(importDrafts.document)))
    .orderBy(asc(importDrafts.documentId))
    .limit(1);
  return kept as WaitingDraft | undefined;
}
