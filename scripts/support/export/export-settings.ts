import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { exportFormatSchema, type ExportFormat } from "#domain/export/index.ts";
import { reach } from "../import/import-settings.ts";
import { UsageError } from "../run-command.ts";

export interface ExportSettings {
  readonly format: ExportFormat;
  /** Where the file is made. */
  readonly file: string;
  /** A website's id, or one of its hostnames. */
  readonly website: string;
  /** Base of the API, without slash at the end. */
  readonly api: string;
  readonly token: string;
}

export const usage = `Usage: npm run export -- FORMAT FILE --website ID [--api URL --token T]

  FORMAT      archive: all of a website, to be imported elsewhere as the same release
              wxr: what WordPress imports; its pictures are fetched from the website
              markdown: a zip of Markdown files with front matter, and the files they show
  FILE        where the file is made; nothing may be there
  --website   the website's id, or one of its hostnames
  --api       base of the API, with --token; left out, the platform that runs here
`;

/** @param dataDirectory where the platform of this machine says how it is reached, `.hotswap` unless told */
export function readExportSettings(args: readonly string[], dataDirectory: string): ExportSettings {
  const { values, positionals } = parse(args);
  const [format, file, ...more] = positionals;
  const parsed = exportFormatSchema.safeParse(format);
  if (!parsed.success) throw new UsageError(`Say first what is made: ${exportFormatSchema.options.join(", ")}.`);
  if (file === undefined || more.length > 0) throw new UsageError("Name one file.");
  if (existsSync(file)) throw new UsageError(`There is a file ${file} already.`);
  const directory = dirname(resolve(file));
  if (!existsSync(directory)) throw new UsageError(`There is no directory ${directory}.`);
  if (values.website === undefined) throw new UsageError("Name the website by --website.");
  return { format: parsed.data, file, website: values.website, ...reach(values, dataDirectory) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { website: { type: "string" }, api: { type: "string" }, token: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
