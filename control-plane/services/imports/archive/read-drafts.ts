import { draftsEntry, type ArchiveManifest } from "#domain/archive/index.ts";
import { workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";
import { ImportFault } from "../import-fault.ts";
import { breather } from "../wxr/breather.ts";
import type { ReportLine } from "../wxr/types.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { readLines } from "../zip/read-entry.ts";
import { lineBytesMax } from "./read-records.ts";

export interface ArchivedDraft {
  readonly draft: WorkingCopy;
  /** Of its JSON. */
  readonly bytes: number;
  readonly line: ReportLine;
}

/** Documents beside the release. Throws an `ImportFault` for one that is not valid, or is there twice. */
export async function* readDrafts(zip: OpenedZip, { drafts }: ArchiveManifest): AsyncGenerator<ArchivedDraft> {
  const breath = breather();
  const ids = new Set<string>();
  const count = drafts?.count ?? 0;
  for await (const text of drafts === undefined ? [] : readLines(zip, draftsEntry, lineBytesMax)) {
    await breath();
    const place = `${draftsEntry}, line ${ids.size + 1}`;
    const draft = parseDraft(text, place);
    const { documentId, type, path } = draft;
    if (ids.has(documentId)) throw new ImportFault("The draft is there twice.", place);
    if (ids.size === count) throw new ImportFault(`The manifest says that there are ${count} drafts.`, place);
    ids.add(documentId);
    const detail = `${type}, a draft, at ${path}: it is made once the import is activated`;
    yield {
      draft,
      bytes: Buffer.byteLength(text),
      line: { outcome: "taken", kind: "document", id: documentId, place, detail },
    };
  }
  if (ids.size === count) return;
  throw new ImportFault(`The file holds ${ids.size} drafts, where the manifest says ${count}.`, draftsEntry);
}

function parseDraft(text: string, place: string): WorkingCopy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportFault(`The line is no JSON: ${(error as Error).message}`, place, { cause: error });
  }
  const parsed = workingCopySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ImportFault(`The draft is not valid: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, place);
}
