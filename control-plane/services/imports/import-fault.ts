/** The import cannot be done, and trying again would not help. The message is for whoever sent the file. */
export class ImportFault extends Error {
  override readonly name = "ImportFault";
  /** Where in the file; null when it is for nothing there. */
  readonly place: string | null;

  constructor(detail: string, place: string | null, options?: ErrorOptions) {
    super(detail, options);
    this.place = place;
  }
}

/** The import was dropped meanwhile: what works on it ends. */
export class ImportStopped extends Error {
  override readonly name = "ImportStopped";
}
