import { RelayRefused } from "./open-relay-socket.ts";

/** Postgres' classes 08 (connection), 28 (login), 53 (resources) and 57 (operator), and what passes by itself. */
const passingCode = /^(08\w{3}|28\w{3}|53\w{3}|57\w{3}|3D000|25P03|40001|40P01|55P03)$/;
/** What the driver says without a code. */
const passingMessage = /connection terminated|timeout|not queryable|connection error|client was closed/i;

/** Whether the database was out of reach or too busy, so that the same call may succeed later. Looks through the causes. */
export function isOutOfReach(error: unknown): boolean {
  return causesOf(error).some(
    (cause) =>
      cause instanceof RelayRefused ||
      ("code" in cause && typeof cause.code === "string" ? passingCode.test(cause.code) : hasPassingMessage(cause)),
  );
}

/**
 * Whether the credentials are good no more: the server did not let the role in, because its password was changed or it is gone, or
 * the relay leads to that server no longer.
 */
export function isLoginRefused(error: unknown): boolean {
  return causesOf(error).some(
    (cause) =>
      (cause instanceof RelayRefused && cause.status === 403) ||
      ("code" in cause && typeof cause.code === "string" && cause.code.startsWith("28")),
  );
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) causes.push(cause);
  return causes;
}

/** Drizzle's own messages quote the statement, which may hold any word. */
function hasPassingMessage({ message }: Error): boolean {
  return !message.startsWith("Failed query") && passingMessage.test(message);
}
