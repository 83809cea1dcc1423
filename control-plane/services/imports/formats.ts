import type { ImportFormat } from "#domain/import/index.ts";
import { convertArchive } from "./archive/index.ts";
import type { ImportReader, ReaderBatch, ReaderEffects, ReaderSource } from "./context.ts";
import { ImportFault } from "./import-fault.ts";
import { looksLikeJson, looksLikeXml, looksLikeZip } from "./starts.ts";
import { readInThread } from "./thread/index.ts";
import { convertWxr, ExportFileError } from "./wxr/index.ts";

/** Every format that can be imported: an importer is a reader of one. */
export const importFormats: Readonly<Record<ImportFormat, ImportReader>> = {
  wxr: {
    called: "XML, as it is or packed by gzip",
    startsLike: looksLikeXml,
    replacesAll: false,
    convert: convertWxrFile,
  },
  ghost: {
    called: "JSON, as it is or packed by gzip",
    startsLike: looksLikeJson,
    replacesAll: false,
    convert: (source, effects) => readInThread("ghost", source, effects),
  },
  markdown: {
    called: "a zip",
    startsLike: looksLikeZip,
    replacesAll: false,
    convert: (source, effects) => readInThread("markdown", source, effects),
  },
  archive: { called: "a zip", startsLike: looksLikeZip, replacesAll: true, convert: convertArchive },
};

async function* convertWxrFile(source: ReaderSource, effects: ReaderEffects): AsyncGenerator<ReaderBatch> {
  try {
    yield* convertWxr(source, effects);
  } catch (error) {
    if (!(error instanceof ExportFileError)) throw error;
    throw new ImportFault(error.message, `line ${error.line}`, { cause: error });
  }
}
