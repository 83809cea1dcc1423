import { draftsEntry, editsEntry, type ArchiveManifest } from "#domain/archive/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";
import type { ZipWriter } from "../zip/zip-writer.ts";
import { CopyLines } from "./copy-lines.ts";

/**
 * Writes what is edited and is not in the release, beside it: documents that it does not have, and those that it has otherwise. What
 * imports brought as drafts into the release itself is among its records.
 *
 * @param released digests of the release's documents without their status, by id
 * @returns what the manifest says of it
 */
export async function writeCopies(
  zip: ZipWriter,
  source: ExportSource,
  released: ReadonlyMap<string, Digest>,
  effects: ExportEffects,
): Promise<Pick<ArchiveManifest, "drafts" | "edits">> {
  const onRefused = (detail: string) =>
    effects.report({ place: "drafts", detail: `Drafts and unpublished edits were left out. ${detail}` });
  const { drafts, edits } = await source.unreleased(released, onRefused);
  const read = async (documentId: string): Promise<WorkingCopy | null> => {
    const copy = await source.workingCopy(documentId, onRefused);
    return copy === null || digestOf(copy) === released.get(documentId) ? null : copy;
  };
  const draftLines = new CopyLines("drafts", drafts, read, effects);
  const draftsFile = (await draftLines.begin()) ? await zip.add(draftsEntry, draftLines.lines()) : null;
  const editLines = new CopyLines("edits", edits, read, effects);
  const editsFile = (await editLines.begin()) ? await zip.add(editsEntry, editLines.lines()) : null;
  return {
    ...(draftsFile === null ? {} : { drafts: { count: draftLines.count, ...draftsFile } }),
    ...(editsFile === null ? {} : { edits: { count: editLines.count, ...editsFile } }),
  };
}
