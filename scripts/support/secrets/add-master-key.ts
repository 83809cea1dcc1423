import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * Puts a new key before those in the file, all at once, so that whoever reads it finds the old keys or all of them. The old ones
 * stay: backups of the database were sealed by them.
 *
 * @returns its id
 */
export function addMasterKey(path: string): string {
  const id = randomBytes(4).toString("hex");
  const text = `${id}:${randomBytes(32).toString("base64")}\n${readFileSync(path, "utf8")}`;
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return id;
}
