import { fail, type Failure, type Result } from "#domain/errors/index.ts";
import { isStorageFull, storageFullDetail } from "./storage-full.ts";

/**
 * Runs what writes. A disk that is found full while it runs becomes a failure that says so: the transaction was
 * undone, reads go on. Where it shows at the commit, after this, the caller gets an error (`isStorageFull`).
 * Everything else is thrown on.
 */
export async function reportStorageFailure<Value, Code extends Failure["code"]>(
  run: () => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "storage-full">> {
  try {
    return await run();
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    return fail("storage-full", storageFullDetail);
  }
}
