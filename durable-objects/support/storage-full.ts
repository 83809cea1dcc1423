/** There was no room to write; what was there before is untouched. */
export class StorageFull extends Error {
  override readonly name = "StorageFull";
}

/**
 * Whether an error, or what caused it, is that there was no room left. Known by its text, since a database that
 * cannot be written answers so after its object has returned: the runtime then replaces the object's answer.
 */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "StorageFull" || /SQLITE_FULL|database or disk is full|No space left/i.test(error.message)) {
    return true;
  }
  return isStorageFull(error.cause);
}

/** What the caller of a write is told. */
export const storageFullDetail = "There is no room left to store this. Nothing was changed; try again when there is.";
