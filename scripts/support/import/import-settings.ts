import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { importFormatSchema, type ImportFormat } from "#domain/import/index.ts";
import { UsageError } from "../run-command.ts";

export interface ImportSettings {
  readonly format: ImportFormat;
  readonly file: string;
  /** A website's id, or one of its hostnames. */
  readonly website: string;
  readonly dryRun: boolean;
  /** Where the website is that is imported, for formats that do not say. */
  readonly sourceUrl: string | undefined;
  readonly fetchMedia: boolean;
  readonly activate: boolean;
  /** Base of the API, without slash at the end. */
  readonly api: string;
  readonly token: string;
}

export const usage = `Usage: npm run import -- FORMAT FILE --website ID [--dry-run] [--no-media] [--activate] [--source URL] [--api URL --token T]

  FORMAT      wxr: an export of WordPress; ghost: one of Ghost (JSON); both as they are or packed by gzip
              markdown: a zip of Markdown files with front matter and their pictures
              archive: a whole website, as npm run export writes it; takes the place of all that the website has
  FILE        the file
  --website   the website's id, or one of its hostnames
  --dry-run   read and report, change nothing
  --no-media  do not fetch the pictures and files that the content refers to
  --source    where the website is, for Ghost, whose exports do not say
  --activate  swap the website to the imported content once it is there
  --api       base of the API, with --token; left out, the platform that runs here
`;

/** @param dataDirectory where the platform of this machine says how it is reached, `.hotswap` unless told */
export function readImportSettings(args: readonly string[], dataDirectory: string): ImportSettings {
  const { values, positionals } = parse(args);
  const [format, file, ...more] = positionals;
  const parsed = importFormatSchema.safeParse(format);
  if (!parsed.success) throw new UsageError(`Say first what is imported: ${importFormatSchema.options.join(", ")}.`);
  if (file === undefined || more.length > 0) throw new UsageError("Name one file.");
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  if (values.website === undefined) throw new UsageError("Name the website by --website.");
  return {
    format: parsed.data,
    file,
    website: values.website,
    dryRun: values["dry-run"],
    sourceUrl: values.source,
    fetchMedia: !values["no-media"] && !values["dry-run"],
    activate: values.activate && !values["dry-run"],
    ...reach(values, dataDirectory),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        website: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        "no-media": { type: "boolean", default: false },
        source: { type: "string" },
        activate: { type: "boolean", default: false },
        api: { type: "string" },
        token: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Where the API is, and with which token: as told, or of the platform of this machine. */
export function reach({ api, token }: { readonly api?: string; readonly token?: string }, dataDirectory: string) {
  if (api !== undefined && token !== undefined) return { api: api.replace(/\/+$/, ""), token };
  if (api !== undefined || token !== undefined) throw new UsageError("Give --api and --token together.");
  const path = join(dataDirectory, "local.json");
  if (!existsSync(path)) {
    throw new UsageError(`No platform runs here (there is no ${path}): run npm start, or give --api and --token.`);
  }
  const local = JSON.parse(readFileSync(path, "utf8")) as {
    readonly urls: { readonly api: string };
    readonly logins: readonly { readonly token: string | null }[];
  };
  return { api: local.urls.api, token: local.logins.find((login) => login.token !== null)!.token! };
}
