import { blobEntry, recordsEntry, type ArchiveManifest } from "#domain/archive/index.ts";
import {
  contentRecordSchema,
  recordIdOf,
  recordKinds,
  type ContentRecord,
  type RecordKind,
} from "#domain/content/index.ts";
import { ImportFault } from "../import-fault.ts";
import { breather } from "../wxr/breather.ts";
import type { ReportLine } from "../wxr/types.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { readLines } from "../zip/read-entry.ts";

/** A record has a megabyte at most, and JSON may write a character in six. */
export const lineBytesMax = 6_100_000;

export interface ArchivedRecord {
  readonly record: ContentRecord;
  /** Of its JSON. */
  readonly bytes: number;
  readonly line: ReportLine;
}

/** Every record, kind by kind and by id. Throws an `ImportFault` for one that is not valid, is there twice or lacks its file. */
export async function* readRecords(
  zip: OpenedZip,
  { records, files }: ArchiveManifest,
): AsyncGenerator<ArchivedRecord> {
  const breath = breather();
  for (const kind of recordKinds) {
    const name = recordsEntry(kind);
    let count = 0;
    let lastId = "";
    for await (const text of Object.hasOwn(files, name) ? readLines(zip, name, lineBytesMax) : []) {
      await breath();
      count += 1;
      const place = `${name}, line ${count}`;
      const record = parseRecord(text, kind, place);
      const id = recordIdOf(record);
      if (count > 1 && id <= lastId)
        throw new ImportFault("The record is there twice, or not in the order of ids.", place);
      lastId = id;
      checkFiles(zip, record, place);
      const detail =
        record.kind === "document" ? `${record.value.type}, ${record.value.status}, at ${record.value.path}` : id;
      yield { record, bytes: Buffer.byteLength(text), line: { outcome: "taken", kind, id, place, detail } };
    }
    if (count !== (records[kind] ?? 0)) {
      throw new ImportFault(`The file holds ${count} records, where the manifest says ${records[kind] ?? 0}.`, name);
    }
  }
}

function parseRecord(text: string, kind: RecordKind, place: string): ContentRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportFault(`The line is no JSON: ${(error as Error).message}`, place, { cause: error });
  }
  const parsed = contentRecordSchema.safeParse({ kind, value });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.slice(1).join(".") ?? "";
  throw new ImportFault(`The record is not valid: ${where} ${issue?.message ?? ""}`, place);
}

function checkFiles(zip: OpenedZip, record: ContentRecord, place: string): void {
  if (record.kind !== "media") return;
  const { digest, bytes, variants } = record.value;
  const named = [...(digest === null ? [] : [{ digest, bytes }]), ...variants];
  for (const file of named) {
    const name = blobEntry(file.digest);
    if (!zip.has(name)) throw new ImportFault(`Its file ${name} is missing.`, place);
    if (file.bytes !== null && file.bytes !== zip.bytesOf(name)) {
      throw new ImportFault(`Its file ${name} has another length than it says.`, place);
    }
  }
}
