import { contentRecordSchema, recordIdOf, type ContentRecord, type RecordKind } from "#domain/content/index.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { readText } from "../zip/read-entry.ts";
import { breather } from "../wxr/breather.ts";
import { lineOf } from "../wxr/records/piece.ts";
import type { ReportLine } from "../wxr/types.ts";
import { readYaml } from "./front-matter.ts";

/** Records beside documents, as this platform writes them: each file a list of one kind. */
const dataFiles = {
  author: "_data/authors.yml",
  term: "_data/terms.yml",
  menu: "_data/menus.yml",
  redirect: "_data/redirects.yml",
  media: "_data/media.yml",
  comment: "_data/comments.yml",
} as const satisfies Partial<Record<RecordKind, string>>;

const fileBytesMax = 50_000_000;

export interface DataRecord {
  readonly record: ContentRecord;
  readonly place: string;
  /** Of a medium: where its file is in the zip. */
  readonly file: string | null;
}

export interface ReadData {
  readonly records: readonly DataRecord[];
  readonly lines: readonly ReportLine[];
}

/** What `_data` holds; other programs keep there what is theirs, which is left out. */
export async function readData(zip: OpenedZip): Promise<ReadData> {
  const records = new Map<string, DataRecord>();
  const lines: ReportLine[] = [];
  const breath = breather();
  for (const [kind, name] of Object.entries(dataFiles) as [RecordKind, string][]) {
    if (!zip.has(name)) continue;
    const text = await readText(zip, name, fileBytesMax);
    const entries = await jsonEntries(text);
    const read = entries === null ? readYaml(text) : { value: entries };
    if ("reason" in read || !Array.isArray(read.value)) {
      lines.push(lineOf("left-out", kind, null, name, "reason" in read ? read.reason : "it is no list"));
      continue;
    }
    for (const [index, value] of read.value.entries()) {
      await breath();
      const place = `${name}, entry ${index + 1}`;
      const { file = null, ...rest } = (typeof value === "object" ? (value ?? {}) : {}) as Record<string, unknown>;
      const parsed = contentRecordSchema.safeParse({ kind, value: rest });
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const detail = `it is not valid: ${issue?.path.slice(1).join(".") ?? ""} ${issue?.message ?? ""}`;
        lines.push(lineOf("left-out", kind, null, place, detail));
        continue;
      }
      const key = `${kind}:${recordIdOf(parsed.data)}`;
      if (records.has(key)) lines.push(lineOf("left-out", kind, null, place, "its id is another's too"));
      else records.set(key, { record: parsed.data, place, file: typeof file === "string" ? file : null });
    }
  }
  return { records: [...records.values()], lines };
}

/**
 * A list as this platform writes it, each entry JSON in a line of its own, which takes a hundredth of the time of other YAML; null for any
 * other.
 */
async function jsonEntries(text: string): Promise<unknown[] | null> {
  const breath = breather();
  const entries: unknown[] = [];
  for (let from = 0; from < text.length;) {
    await breath();
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end === -1 ? text.length : end);
    from += line.length + 1;
    if (!line.startsWith("- {")) return null;
    try {
      entries.push(JSON.parse(line.slice("- ".length)));
    } catch {
      return null;
    }
  }
  return entries.length === 0 ? null : entries;
}
