import type { RequestError } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { assembleTheme, describeThemeFault, type AssembledTheme, type ThemeFault } from "#domain/theme/index.ts";
import { checkTemplates } from "#workers/rendering/index.ts";
import type { Handled } from "../answer.ts";
import type { ApiServices } from "../context.ts";
import { storeBlobs } from "../quotas/index.ts";
import { unzipTheme } from "./zip/unzip-theme.ts";
import { ZipFault } from "./zip/zip-directory.ts";

/** So many faults are named; whoever has more begins with these. */
const faultsMax = 100;

/**
 * Stores a zipped theme: its files, then its manifest. Nothing is stored unless all of it is valid; all that is wrong
 * is named at once, each fault with its file and, where there is one, the place in it.
 */
export async function createThemeFromZip(
  zip: Uint8Array<ArrayBuffer>,
  services: ApiServices,
  tenantId: string,
): Promise<Handled> {
  const read = readTheme(zip);
  if ("faults" in read) return refuseTheme(read.faults);
  const { theme } = read;
  // The manifest comes last: whoever finds it finds all that it names.
  const files = new Map([...theme.blobs].filter(([digest]) => digest !== theme.digest));
  const stored = await storeBlobs(services, tenantId, files);
  if (!stored.ok) return stored;
  const manifest = await storeBlobs(services, tenantId, new Map([[theme.digest, theme.blobs.get(theme.digest)!]]));
  if (!manifest.ok) return manifest;
  return ok({ status: 201 as const, body: { theme: theme.digest, package: theme.package } });
}

function readTheme(
  zip: Uint8Array<ArrayBuffer>,
): { readonly theme: AssembledTheme } | { readonly faults: readonly ThemeFault[] } {
  let files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  try {
    files = unzipTheme(zip);
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return {
      faults: [{ file: error.entry, message: error.entry === "" ? `The zip ${error.message}.` : error.message }],
    };
  }
  const assembled = assembleTheme(files);
  const templates = checkTemplates("theme" in assembled ? assembled.theme.package : { files: {} }, textsOf(files));
  if ("theme" in assembled && templates.length === 0) return assembled;
  return { faults: [...("faults" in assembled ? assembled.faults : []), ...templates] };
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  return new Map(
    [...files]
      .filter(([path]) => path.endsWith(".liquid"))
      .map(([path, bytes]) => [path.slice(0, -".liquid".length), decoder.decode(bytes)]),
  );
}

function refuseTheme(faults: readonly ThemeFault[]): Handled {
  const errors: RequestError[] = faults.slice(0, faultsMax).map((fault) => ({
    location: fault.file === "" ? "body" : fault.file,
    message: fault.line === undefined ? fault.message : `line ${fault.line}, column ${fault.column}: ${fault.message}`,
  }));
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  return { ok: false, failure: { code: "invalid-theme", detail: describeThemeFault(faults[0]!) + more, errors } };
}
