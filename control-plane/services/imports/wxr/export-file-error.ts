export type ExportFileFault =
  | "not-xml"
  | "not-wxr"
  | "declares-document-type"
  | "unknown-encoding"
  | "wrong-encoding"
  | "cut-off"
  | "too-large";

/**
 * The file cannot be imported at all. Thrown while it is indexed, before the first batch, so that nothing
 * half-done is left. The message is one sentence for the file's owner and names the line.
 */
export class ExportFileError extends Error {
  readonly code: ExportFileFault;
  /** The first line is 1. */
  readonly line: number;

  constructor(code: ExportFileFault, message: string, line: number) {
    super(message);
    this.name = "ExportFileError";
    this.code = code;
    this.line = line;
  }
}
