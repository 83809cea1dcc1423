import { draftsEntry, editsEntry, type ArchiveManifest } from "#domain/archive/index.ts";
import { describeBodyIssue } from "#domain/document/index.ts";
import { workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";
import type { BroughtDraft } from "../context.ts";
import { describeDraft } from "../drafts/describe-draft.ts";
import { ImportFault } from "../import-fault.ts";
import { breather } from "../wxr/breather.ts";
import type { ReportLine } from "../wxr/types.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { readLines } from "../zip/read-entry.ts";
import { lineBytesMax } from "./read-records.ts";

export interface ArchivedCopy {
  readonly brought: BroughtDraft;
  /** Of its JSON. */
  readonly bytes: number;
  readonly line: ReportLine;
}

/**
 * What lies beside the release: drafts, then what was written on documents that it has. Throws an `ImportFault` that names the line
 * for one that is not valid, or is there twice.
 */
export async function* readCopies(zip: OpenedZip, { drafts, edits }: ArchiveManifest): AsyncGenerator<ArchivedCopy> {
  const ids = new Set<string>();
  yield* readEntry(zip, { entry: draftsEntry, kind: "draft", count: drafts?.count ?? 0 }, ids);
  yield* readEntry(zip, { entry: editsEntry, kind: "edit", count: edits?.count ?? 0 }, ids);
}

interface Entry {
  readonly entry: string;
  readonly kind: BroughtDraft["kind"];
  /** As the manifest says. */
  readonly count: number;
}

async function* readEntry(
  zip: OpenedZip,
  { entry, kind, count }: Entry,
  ids: Set<string>,
): AsyncGenerator<ArchivedCopy> {
  const breath = breather();
  let read = 0;
  for await (const text of count === 0 ? [] : readLines(zip, entry, lineBytesMax)) {
    await breath();
    const place = `${entry}, line ${read + 1}`;
    const draft = parseCopy(text, kind, place);
    const { documentId } = draft;
    if (ids.has(documentId)) throw new ImportFault(`The ${kind} is there twice.`, place);
    if (read === count) throw new ImportFault(`The manifest says that there are ${count} ${kind}s.`, place);
    ids.add(documentId);
    read += 1;
    const detail = `${describeDraft(kind, draft)}: it is made once the import is activated`;
    yield {
      brought: { draft, kind, place },
      bytes: Buffer.byteLength(text),
      line: { outcome: "taken", kind: "document", id: documentId, place, detail },
    };
  }
  if (read === count) return;
  throw new ImportFault(`The file holds ${read} ${kind}s, where the manifest says ${count}.`, entry);
}

function parseCopy(text: string, kind: BroughtDraft["kind"], place: string): WorkingCopy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportFault(`The line is no JSON: ${(error as Error).message}`, place, { cause: error });
  }
  const parsed = workingCopySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = describeBodyIssue(value, issue!.path, issue!.message);
  throw new ImportFault(`The ${kind} is not valid: ${issue!.path.join(".")} ${message}`, place);
}
