import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readExportSettings } from "../../../scripts/support/export/export-settings.ts";
import { readImportSettings } from "../../../scripts/support/import/import-settings.ts";

const directory = mkdtempSync(join(tmpdir(), "hotswap-settings-"));
afterAll(() => rmSync(directory, { recursive: true }));

const reached = ["--website", "bakery.demo.localhost", "--api", "http://api.localhost/api/v1", "--token", "t"];

test("an export has a directory to be written to before it is made", () => {
  const missing = join(directory, "missing");
  const settings = (file: string) => readExportSettings(["archive", file, ...reached], directory);
  expect(() => settings(join(missing, "site.zip"))).toThrow(`There is no directory ${missing}.`);
  expect(settings(join(directory, "site.zip")).format).toBe("archive");
});

test("what is imported is a file", () => {
  const settings = (file: string) => readImportSettings(["archive", file, ...reached], directory);
  expect(() => settings(directory)).toThrow(`There is no file ${directory}.`);
  expect(settings(import.meta.filename).file).toBe(import.meta.filename);
});
