import type { ImportServices } from "./context.ts";
import { ImportFault } from "./import-fault.ts";
import {
  convertWxr,
  ExportFileError,
  type ConvertedBatch,
  type ConvertEffects,
  type ImportSource,
} from "./wxr/index.ts";

/** How each format is read. */
export const converters: ImportServices["converters"] = { wxr: convertWxrFile };

async function* convertWxrFile(source: ImportSource, effects: ConvertEffects): AsyncGenerator<ConvertedBatch> {
  try {
    yield* convertWxr(source, effects);
  } catch (error) {
    if (!(error instanceof ExportFileError)) throw error;
    throw new ImportFault(error.message, `line ${error.line}`, { cause: error });
  }
}
