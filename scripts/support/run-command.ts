import { ApiError } from "./import/api-client.ts";

/** The command was given something that makes no sense: the message says what. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Runs a command that works by the API, and says what went wrong.
 *
 * @returns with what it ends: what `run` says, 1 where it failed, 2 where the command makes no sense
 */
export async function runCommand(usage: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    console.error(error instanceof ApiError ? error.message : error);
    return 1;
  }
}
