/** The export cannot be made, and trying again would not help. The message is for whoever asked for it. */
export class ExportFault extends Error {
  override readonly name = "ExportFault";
}

/** The export was given up meanwhile: what works on it ends. */
export class ExportStopped extends Error {
  override readonly name = "ExportStopped";
}
