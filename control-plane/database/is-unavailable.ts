/** Codes of the network, of connecting, and Postgres' classes 08 (connection), 28 (login), 53 (resources), 57 (operator). */
const passingCode =
  /^(ECONN\w+|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|08\w{3}|28\w{3}|53\w{3}|57\w{3}|3D000|40001|40P01|55P03|25P03)$/;
/** What `pg` says without a code. */
const passingMessage = /connection terminated|timeout|not queryable|connection error/i;

/**
 * Whether the database was out of reach or too busy, so that the same call may succeed later.
 * Looks through the causes: drizzle wraps what `pg` throws.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" ? passingCode.test(code) : passingMessage.test(plainMessage(cause))) {
      return true;
    }
  }
  return false;
}

/** Drizzle's own messages quote the statement, which may hold any word. */
function plainMessage(error: Error): string {
  return error.message.startsWith("Failed query") ? "" : error.message;
}
