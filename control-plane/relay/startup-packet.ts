import type { RelayTicket } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";

/** The length of the first packet, itself included, and the version of the protocol. */
const headerBytes = 8;
/** Postgres itself takes no longer one. */
const startupBytesMax = 10_000;

/** 3.0 and the 3.x that newer clients speak. What else comes first, asks for TLS or cancels a statement of some connection. */
const majorVersion = 3;

/** What a client may set as it connects, beside who it is. Not `options`, which can set anything, nor `replication`. */
const settable: ReadonlySet<string> = new Set([
  "user",
  "database",
  "application_name",
  "client_encoding",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
]);

/**
 * Whether what a client sends first may go to the server.
 *
 * @param bytes all that it has sent so far
 * @returns null while more has to come
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html StartupMessage
 */
export function checkStartup(
  bytes: Buffer,
  ticket: Pick<RelayTicket, "role" | "database">,
): Result<null, "forbidden"> | null {
  if (bytes.length < headerBytes) return null;
  const length = bytes.readUInt32BE(0);
  if (bytes.readUInt16BE(4) !== majorVersion) return fail("forbidden", "It speaks another protocol.");
  if (length < headerBytes + 1 || length > startupBytesMax)
    return fail("forbidden", "Its first packet has no good length.");
  if (bytes.length < length) return null;
  const settings = readSettings(bytes.subarray(headerBytes, length));
  if (settings === null) return fail("forbidden", "Its first packet is malformed.");
  const foreign = [...settings.keys()].find((name) => !settable.has(name));
  if (foreign !== undefined) return fail("forbidden", "It sets what clients may not set.");
  if (settings.get("user") !== ticket.role) return fail("forbidden", "It names another role than the ticket.");
  if (settings.get("database") !== ticket.database)
    return fail("forbidden", "It names another database than the ticket.");
  return ok(null);
}

/** Names and values, each ended by a zero byte, and one more zero byte; null when they are not, or a name comes twice. */
function readSettings(bytes: Buffer): ReadonlyMap<string, string> | null {
  const texts = bytes.toString("utf8").split("\0");
  // The last text's own zero byte, and the one at the end, leave two empty texts.
  if (texts.pop() !== "" || texts.pop() !== "" || texts.length % 2 !== 0) return null;
  const settings = new Map<string, string>();
  for (let i = 0; i < texts.length; i += 2) {
    const name = texts[i]!;
    if (name === "" || settings.has(name)) return null;
    settings.set(name, texts[i + 1]!);
  }
  return settings;
}
