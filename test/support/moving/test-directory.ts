import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let directory: string | null = null;

/** A directory for this process's files, removed when it ends. */
export function testDirectory(): string {
  if (directory !== null) return directory;
  const made = mkdtempSync(join(tmpdir(), "hotswap-moving-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  return (directory = made);
}
