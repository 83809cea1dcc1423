/** What is wrong with an upload, for whoever sent it: it ends with that. `code` is one of `FailureCode`. */
export class UploadRefused extends Error {
  override readonly name = "UploadRefused";
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}
