import { rm } from "node:fs/promises";
import type { Author, Media, RecordKind, Term } from "#domain/content/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";
import { oldPathOf, oldPathsOf } from "../html/media-places.ts";
import type { HtmlContext } from "../html/context.ts";
import { ZipWriter } from "../zip/zip-writer.ts";
import { bodyMarkdown } from "./body-markdown.ts";
import { frontMatter } from "./front-matter.ts";

/** Where records beside documents are, each file a list of one kind; the importer reads them back. */
const dataFiles = [
  ["author", "_data/authors.yml"],
  ["term", "_data/terms.yml"],
  ["menu", "_data/menus.yml"],
  ["redirect", "_data/redirects.yml"],
  ["comment", "_data/comments.yml"],
] as const satisfies readonly (readonly [RecordKind, string])[];

/**
 * Writes a release as a zip of Markdown files with front matter, the files of its media beside them, and all that is no document
 * below `_data`. The theme, its settings and the configuration stay behind.
 */
export async function writeMarkdown(source: ExportSource, path: string, effects: ExportEffects): Promise<void> {
  const zip = new ZipWriter(path);
  try {
    await writeFiles(zip, source, effects);
    await zip.finish();
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

async function writeFiles(zip: ZipWriter, source: ExportSource, effects: ExportEffects): Promise<void> {
  effects.report({
    place: "",
    detail: "The theme, its settings and the configuration are no content, and were left out.",
  });
  const files = await writeMedia(zip, source, effects);
  const mediaUrl = (mediaId: string) => files.get(mediaId) ?? null;
  for (const [kind, name] of dataFiles) await zip.add(name, dataLines(source, kind, effects));
  const named = { ...(await namesOf(source)), mediaUrl };
  for await (const document of source.records("document")) {
    const place = `document ${document.documentId}`;
    const context: HtmlContext = {
      hasBlockComments: false,
      mediaUrl,
      mediaNumber: () => null,
      href: (href) => href,
      note: (detail) => effects.report({ place, detail }),
    };
    const text = `${frontMatter(document, named)}\n${bodyMarkdown(document.body, context)}`;
    await zip.addText(freeName(zip, document.path === "/" ? "index" : document.path.slice(1)), text);
    await effects.noteWritten(1);
  }
}

/** Documents that are not published may want the same path. */
function freeName(zip: ZipWriter, stem: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${stem}.md` : `${stem}-${count}.md`;
    if (!zip.has(name)) return name;
  }
}

/** A list in YAML whose entries are JSON, which is YAML as well. */
async function* dataLines(source: ExportSource, kind: RecordKind, effects: ExportEffects): AsyncGenerator<Buffer> {
  let isEmpty = true;
  for await (const value of source.records(kind)) {
    isEmpty = false;
    await effects.noteWritten(1);
    yield Buffer.from(`- ${canonicalJson(value)}\n`);
  }
  if (isEmpty) yield Buffer.from("[]\n");
}

async function namesOf(source: ExportSource) {
  const terms = new Map<string, Term>();
  const authors = new Map<string, Author>();
  for await (const term of source.records("term")) terms.set(term.termId, term);
  for await (const author of source.records("author")) authors.set(author.authorId, author);
  return { terms, authors };
}

/** Each file where it was, or below `media`. @returns their places as paths of the site, by the medium's id */
async function writeMedia(
  zip: ZipWriter,
  source: ExportSource,
  effects: ExportEffects,
): Promise<ReadonlyMap<string, string>> {
  const oldPaths = await oldPathsOf(source);
  const urls = new Map<string, string>();
  const entries: string[] = [];
  for await (const medium of source.records("media")) {
    const file = await writeMedium(zip, source, effects, { medium, oldPath: oldPathOf(medium, oldPaths) });
    if (file !== null) urls.set(medium.mediaId, `/${file.split("/").map(encodeURIComponent).join("/")}`);
    entries.push(`- ${canonicalJson(file === null ? medium : { ...medium, file })}\n`);
    await effects.noteWritten(1);
  }
  await zip.addText("_data/media.yml", entries.length === 0 ? "[]\n" : entries.join(""));
  return urls;
}

async function writeMedium(
  zip: ZipWriter,
  source: ExportSource,
  effects: ExportEffects,
  { medium, oldPath }: { readonly medium: Media; readonly oldPath: string | null },
): Promise<string | null> {
  const { mediaId, digest, fileName } = medium;
  if (digest === null) return null;
  const wanted = [oldPath?.slice(1) ?? `media/${fileName}`, `media/${mediaId}/${fileName}`];
  const name =
    wanted.find((one) => !zip.has(one) && !/\.(?:md|markdown|mdown)$|^_data\//i.test(one)) ?? `media/${mediaId}.bin`;
  const path = effects.temporaryPath();
  try {
    await source.saveBlob(digest, path);
    await zip.addFile(name, path, false);
    return name;
  } finally {
    await rm(path, { force: true });
  }
}
