import { fail, type Failure, type Result } from "#domain/errors/index.ts";

/**
 * Runs what writes. A full disk becomes a failure that says so: the transaction was undone, reads go on.
 * Everything else is thrown on.
 */
export async function reportStorageFailure<Value, Code extends Failure["code"]>(
  run: () => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "storage-full">> {
  try {
    return await run();
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    return fail("storage-full", "There is no room left to store this. Nothing was changed; try again when there is.");
  }
}

function isStorageFull(error: unknown): boolean {
  return error instanceof Error && /SQLITE_FULL|database or disk is full|No space left/i.test(error.message);
}
