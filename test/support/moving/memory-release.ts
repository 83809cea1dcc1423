import { writeFile } from "node:fs/promises";
import { contentRecordSchema, recordIdOf, type ContentRecord } from "#domain/content/index.ts";
import { digestOf, sha256 } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { configurationSchema, releaseOf, type Configuration } from "#domain/release/index.ts";
import { themeDigestOf, type ThemePackage } from "#domain/theme/index.ts";
import type { ExportSource } from "#control-plane/services/exports/index.ts";

export interface MemoryRelease {
  readonly source: ExportSource;
  readonly records: readonly ContentRecord[];
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

/** A release of these records, whose theme has one file. The content's digest is that of the records, for want of a tree. */
export function memoryRelease(
  given: readonly ContentRecord[],
  files: readonly Uint8Array[] = [],
  settings: Partial<Configuration> = {},
  drafts: readonly WorkingCopy[] = [],
): MemoryRelease {
  const records = given.map((record) => contentRecordSchema.parse(record));
  const style = new TextEncoder().encode("body { color: black }\n");
  const theme: ThemePackage = {
    format: 1,
    name: "sample",
    version: "1.0.0",
    title: "Sample",
    files: { "assets/theme.css": { digest: sha256(style), bytes: style.byteLength, contentType: "text/css" } },
  };
  const themeSettings = { accent: "#b4441c" };
  const configuration = configurationSchema.parse({ title: "Sample", ...settings });
  const leaves = {
    theme: themeDigestOf(theme),
    themeSettings: digestOf(themeSettings),
    plugins: digestOf([]),
    content: digestOf(records),
    configuration: digestOf(configuration),
    apiModules: digestOf([]),
  };
  const blobs = new Map([style, ...files].map((bytes) => [sha256(bytes), bytes]));
  const { releaseId } = releaseOf(leaves);
  const contents = {
    releaseId,
    leaves,
    name: "Sample",
    address: "https://sample.example",
    theme,
    themeSettings,
    configuration,
  };
  return {
    records,
    blobs,
    source: {
      contents,
      async *records(kind) {
        const ofKind = records.filter((record) => record.kind === kind);
        const sorted = ofKind.toSorted((a, b) => (recordIdOf(a) < recordIdOf(b) ? -1 : 1));
        for (const { value } of sorted) yield value as never;
      },
      async unreleased(released) {
        const ids = drafts.map(({ documentId }) => documentId);
        return { drafts: ids.filter((id) => !released.has(id)), edits: ids.filter((id) => released.has(id)) };
      },
      async workingCopy(documentId) {
        return drafts.find((each) => each.documentId === documentId) ?? null;
      },
      async saveBlob(digest, path) {
        await writeFile(path, blobs.get(digest)!);
      },
    },
  };
}
