import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "#supervisor/log-file.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hotswap-log-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const clock = () => new Date(0);

test("each line carries its time, and only the owner can read the file", () => {
  const path = join(directory, "logs", "a.log");
  openLogFile(path, 1_000, clock).append("hello");
  expect(readFileSync(path, "utf8")).toBe("1970-01-01T00:00:00.000Z hello\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a file that has grown to its size is kept once and begun anew, also after a restart", () => {
  const path = join(directory, "a.log");
  openLogFile(path, 64, clock).append("first");
  const log = openLogFile(path, 64, clock);
  log.append("second");
  expect(existsSync(`${path}.1`)).toBe(false);
  log.append("third");
  expect(readFileSync(`${path}.1`, "utf8")).toContain("first");
  expect(readFileSync(path, "utf8")).toBe("1970-01-01T00:00:00.000Z third\n");
});

test("a place that cannot be written loses lines and stops nothing", () => {
  const log = openLogFile(join(directory, "a.log"), 10, clock);
  rmSync(directory, { recursive: true });
  log.append("lost");
  expect(log.tail).toEqual(["lost"]);
  expect(existsSync(directory)).toBe(false);
  directory = mkdtempSync(join(tmpdir(), "hotswap-log-"));
});
