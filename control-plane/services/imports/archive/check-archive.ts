import {
  archiveFormat,
  archiveManifestSchema,
  archivePaths,
  archiveVersion,
  blobEntry,
  draftsEntry,
  editsEntry,
  type ArchiveManifest,
} from "#domain/archive/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { exactLeafInputSchema, releaseOf, settingsBytesMax, type ExactLeafInput } from "#domain/release/index.ts";
import { themeManifestBytesMax, themePackageSchema, type ThemePackage } from "#domain/theme/index.ts";
import { ImportFault } from "../import-fault.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { digestOfEntry, readJson } from "../zip/read-entry.ts";

const manifestBytesMax = 1_000_000;
const blobPattern = /^blobs\/[0-9a-f]{64}$/;

export interface CheckedArchive {
  readonly manifest: ArchiveManifest;
  readonly theme: ThemePackage;
  /** As they are stored, the theme by its digest. */
  readonly leaves: Required<ExactLeafInput>;
}

/**
 * Looks all of an archive through before anything of it is used: that it holds what its manifest says and nothing else, and that
 * every file has the digest that it goes by. Throws an `ImportFault` that names the file otherwise.
 */
export async function checkArchive(zip: OpenedZip): Promise<CheckedArchive> {
  const manifest = await readManifest(zip);
  const named = {
    ...manifest.files,
    ...(manifest.drafts === undefined ? {} : { [draftsEntry]: manifest.drafts }),
    ...(manifest.edits === undefined ? {} : { [editsEntry]: manifest.edits }),
  };
  for (const [name, { bytes, sha256 }] of Object.entries(named)) {
    if (!zip.has(name)) throw new ImportFault("The archive does not hold this file, which its manifest names.", name);
    const isSame = zip.bytesOf(name) === bytes && (await digestOfEntry(zip, name)) === sha256;
    if (!isSame) throw new ImportFault("The file has another digest than the manifest says.", name);
  }
  await checkBlobs(zip, manifest.blobs, (name) => Object.hasOwn(named, name));
  return { manifest, ...(await readLeaves(zip, manifest)) };
}

async function readManifest(zip: OpenedZip): Promise<ArchiveManifest> {
  const { manifest: name } = archivePaths;
  if (!zip.has(name)) {
    throw new ImportFault(`The zip is no archive of a website: it holds no ${name}.`, null);
  }
  const json = await readJson(zip, name, manifestBytesMax);
  const { format, version } = (json ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== archiveFormat) throw new ImportFault(`The format must be "${archiveFormat}".`, name);
  if (version !== archiveVersion) {
    const given = JSON.stringify(version) ?? "missing";
    throw new ImportFault(
      `The format's version is ${given.slice(0, 40)}; this platform reads ${archiveVersion}.`,
      name,
    );
  }
  const parsed = archiveManifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ImportFault(`The manifest is not valid: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, name);
}

/** Each goes by its digest; how many there are, the manifest says. */
async function checkBlobs(
  zip: OpenedZip,
  blobs: ArchiveManifest["blobs"],
  isNamed: (name: string) => boolean,
): Promise<void> {
  let count = 0;
  let bytes = 0;
  for (const name of zip.names) {
    if (name === archivePaths.manifest || isNamed(name)) continue;
    if (!blobPattern.test(name))
      throw new ImportFault("The archive holds a file that its manifest does not name.", name);
    if (blobEntry(await digestOfEntry(zip, name)) !== name) {
      throw new ImportFault("The file has another digest than its name says.", name);
    }
    count += 1;
    bytes += zip.bytesOf(name);
  }
  if (count !== blobs.count || bytes !== blobs.bytes) {
    const detail = `The archive holds ${count} blobs of ${bytes} bytes, where its manifest says ${blobs.count} of ${blobs.bytes}.`;
    throw new ImportFault(detail, null);
  }
}

async function readLeaves(zip: OpenedZip, { release }: ArchiveManifest) {
  const { leaves, releaseId } = release;
  if (releaseOf(leaves).releaseId !== releaseId) {
    throw new ImportFault("The release's id is not that of its leaves.", archivePaths.manifest);
  }
  const read = async (leaf: "theme" | "themeSettings" | "configuration", bytesMax: number) => {
    const value = await readJson(zip, archivePaths[leaf], bytesMax);
    if (digestOf(value) === leaves[leaf]) return value;
    throw new ImportFault(`The value has another digest than the release's leaf ${leaf}.`, archivePaths[leaf]);
  };
  const theme = themePackageSchema.safeParse(await read("theme", themeManifestBytesMax));
  if (!theme.success) throw new ImportFault("The file is no manifest of a theme.", archivePaths.theme);
  const missing = Object.entries(theme.data.files).find(([, { digest }]) => !zip.has(blobEntry(digest)));
  if (missing !== undefined) throw new ImportFault(`The theme's file ${missing[0]} is missing.`, archivePaths.theme);
  const values = exactLeafInputSchema.required().safeParse({
    theme: leaves.theme,
    themeSettings: await read("themeSettings", settingsBytesMax * 2),
    configuration: await read("configuration", settingsBytesMax * 2),
  });
  if (values.success) return { theme: theme.data, leaves: values.data };
  const [issue] = values.error.issues;
  throw new ImportFault(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, archivePaths.manifest);
}
