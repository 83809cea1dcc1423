/** A failure that the person who starts the platform can act on: shown as its sentence, without a stack. */
export class SupervisorError extends Error {
  override readonly name = "SupervisorError";
}
