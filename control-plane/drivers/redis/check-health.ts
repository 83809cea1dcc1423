import { ErrorReply } from "redis";
import { z } from "zod";
import type { RedisConnection } from "./connection.ts";
import { parseAclUser } from "./acl-user.ts";

const infoSchema = z.string();
const settingSchema = z.array(z.string());

/** Selectors, channels that are closed by default and rules on subcommands: what our rule needs. */
const majorMin = 7;

/** What the platform's people ought to know of the server, in sentences; null when there is nothing. */
export async function inspectServer(connection: RedisConnection, signal: AbortSignal): Promise<string | null> {
  const info = infoSchema.parse(await connection.command(["INFO", "server"], signal));
  const version = /redis_version:(\d+)\.(\S+)/.exec(info);
  const everyone = parseAclUser(await connection.command(["ACL", "GETUSER", "default"], signal));
  const flags = everyone?.get("flags") ?? "";
  const isOpen = flags.includes('"on"') && flags.includes('"nopass"');
  const remarks = [
    version !== null && Number(version[1]) < majorMin ? `Redis ${version[1]}.${version[2]} is older than 7.` : null,
    isOpen ? "The user default needs no password: whoever reaches the server may do anything." : null,
    (await findAclFile(connection, signal)) === "none"
      ? "No aclfile is configured: after a restart tenants are refused until their users are mended."
      : null,
  ].filter((remark) => remark !== null);
  return remarks.length === 0 ? null : remarks.join(" ");
}

/** Whether users can be saved. Managed servers do not tell, and see to it themselves. */
export async function findAclFile(
  connection: RedisConnection,
  signal: AbortSignal,
): Promise<"configured" | "none" | "unknown"> {
  try {
    const [, path = ""] = settingSchema.parse(await connection.command(["CONFIG", "GET", "aclfile"], signal));
    return path === "" ? "none" : "configured";
  } catch (error) {
    if (error instanceof ErrorReply) return "unknown";
    throw error;
  }
}
