import type { RecordKind } from "#domain/content/index.ts";
import type { Page, ReleaseContents, WorkingCopyStanding } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { DraftReader, EdgeResult, ReleaseReader, WebsiteRef } from "../../drivers/edge/index.ts";
import type { ExportSource, RecordValues } from "./context.ts";
import { besideRelease } from "./archive/beside-release.ts";
import { ExportFault } from "./export-fault.ts";

type StandingPage = Page<WorkingCopyStanding>;

/** The release, read through the edge as it is asked for. Throws an `ExportFault` with what was refused. */
export function sourceOf(
  edge: ReleaseReader & DraftReader,
  website: WebsiteRef,
  contents: ReleaseContents,
  signal: AbortSignal,
): ExportSource {
  const { releaseId } = contents;
  return {
    contents,
    records: (kind) => recordsOf(edge, website, { releaseId, kind }, signal),
    async unreleased(released, onRefused) {
      const drafts: string[] = [];
      const edits: string[] = [];
      let cursor: string | null = null;
      do {
        const page: EdgeResult<StandingPage> = await edge.listWorkingCopies(website, cursor, { signal });
        if (!page.ok) {
          onRefused(page.failure.detail);
          return { drafts: [], edits: [] };
        }
        for (const standing of page.value.items) {
          const { documentId } = standing;
          const digest = released.get(documentId);
          const beside = await besideRelease(standing, digest, async () => {
            const known = await edge.hasVersion(website, documentId, digest!, { signal });
            if (!known.ok) onRefused(`${documentId}: ${known.failure.detail}`);
            return known.ok && known.value;
          });
          if (beside !== "same") (beside === "draft" ? drafts : edits).push(documentId);
        }
        cursor = page.value.cursor;
      } while (cursor !== null);
      return { drafts, edits };
    },
    async workingCopy(documentId, onRefused) {
      const found = await edge.readWorkingCopy(website, documentId, { signal });
      if (found.ok) return found.value;
      // It may have been erased meanwhile.
      if (found.failure.code !== "document-not-found") onRefused(`${documentId}: ${found.failure.detail}`);
      return null;
    },
    async saveBlob(digest, path) {
      valueOf(await edge.saveReleaseBlob(website, { releaseId, digest }, path, { signal }));
    },
  };
}

/** Records of a release, by id. */
export async function* recordsOf<Kind extends RecordKind>(
  edge: ReleaseReader,
  website: WebsiteRef,
  { releaseId, kind }: { readonly releaseId: Digest; readonly kind: Kind },
  signal: AbortSignal,
): AsyncGenerator<RecordValues[Kind], void, undefined> {
  let cursor: string | null = null;
  do {
    const asked: Parameters<ReleaseReader["listReleaseRecords"]>[1] = { releaseId, kind, cursor };
    const page = valueOf(await edge.listReleaseRecords(website, asked, { signal }));
    for (const record of page.items) yield record.value as RecordValues[Kind];
    cursor = page.cursor;
  } while (cursor !== null);
}

/** What the edge answered. Throws an `ExportFault` with what it refused. */
export function valueOf<Value>(result: EdgeResult<Value>): Value {
  if (result.ok) return result.value;
  throw new ExportFault(result.failure.detail);
}
