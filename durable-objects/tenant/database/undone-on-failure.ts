import type { Failed, FailureCode, Result } from "#domain/errors/index.ts";
import type { Tables } from "./tables.ts";

/** Carries a failure out of the transaction that it undoes. */
class Undone<Code extends FailureCode> extends Error {
  readonly failed: Failed<Code>;

  constructor(failed: Failed<Code>) {
    super("undone");
    this.failed = failed;
  }
}

/** Does the work in a transaction, which its failure undoes. */
export async function undoneOnFailure<Value, Code extends FailureCode>(
  database: Tables,
  work: (tables: Tables) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  try {
    return await database.transaction(async (tables) => {
      const result = await work(tables);
      if (!result.ok) throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.failed as Failed<Code>;
    throw error;
  }
}
