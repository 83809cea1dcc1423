import type { Author, Term } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import type { FileEffects } from "../context.ts";
import { PlainSite, plainItem, plainTerm } from "../shared/plain-site.ts";
import { mediaTypeOf } from "../shared/media-types.ts";
import type { PathClaim } from "../wxr/site/assign-paths.ts";
import { normalPath, nowhere } from "../wxr/site/paths.ts";
import { ringMembers } from "../wxr/site/rings.ts";
import type { IndexedAuthor, IndexedItem, IndexedTerm } from "../wxr/site/site-index.ts";
import { cut, oneLine, slugOf } from "../wxr/site/text.ts";
import type { ReportLine } from "../wxr/types.ts";
import { lineOf } from "../wxr/records/piece.ts";
import type { OpenedZip } from "../zip/open-zip.ts";
import { breather } from "../wxr/breather.ts";
import { listOf, textOf, type FrontMatter } from "./front-matter.ts";
import { placeFile, type PlacedFile } from "./place-file.ts";
import { readData, type DataRecord } from "./read-data.ts";
import { fileBytesMax, readMarkdown } from "./read-markdown.ts";

export interface MarkdownDocument extends PlacedFile {
  readonly name: string;
  readonly front: FrontMatter;
  readonly item: IndexedItem;
}

export interface MarkdownFile {
  readonly name: string;
  readonly mediaId: string;
}

/** What a zip of Markdown holds: the first of two times that its files are read. */
export class MarkdownSite {
  readonly site = new PlainSite({ baseUrl: nowhere, title: "", language: "en" });
  readonly documents: MarkdownDocument[] = [];
  readonly data: DataRecord[] = [];
  readonly lines: ReportLine[] = [];
  readonly claims: PathClaim[] = [];
  /** Files that are shown or offered, but for those that `_data` has. */
  readonly files: MarkdownFile[] = [];
  readonly #terms = new Map<string, IndexedTerm>();
  readonly #authors = new Map<string, IndexedAuthor>();
  readonly #ids = {
    document: new Set<string>(),
    term: new Set<string>(),
    author: new Set<string>(),
    media: new Set<string>(),
  };
  /** Those that `_data` has. */
  readonly #dataFiles = new Set<string>();
  /** Ids of documents that would be above themselves. */
  #ringed: ReadonlySet<string> = new Set();

  get newTerms(): readonly IndexedTerm[] {
    return [...this.#terms.values()].filter(({ oldId }) => oldId !== "known");
  }
  get newAuthors(): readonly IndexedAuthor[] {
    return [...this.#authors.values()].filter(({ login }) => login !== "known");
  }

  static async read(zip: OpenedZip, { begins }: Pick<FileEffects, "begins">): Promise<MarkdownSite> {
    const site = new MarkdownSite();
    const { records, lines } = await readData(zip);
    site.lines.push(...lines);
    for (const data of records) site.#addData(data, zip);
    const breath = breather();
    for (const name of zip.names) {
      await breath();
      begins?.(name);
      if (/\.(?:md|markdown|mdown)$/i.test(name)) await site.#addDocument(zip, name);
      else if (!name.startsWith("_data/")) site.#addFile(name);
    }
    const parents = new Map(site.documents.map(({ documentId, front }) => [documentId, textOf(front, "parent")]));
    site.#ringed = ringMembers(parents.keys(), (id) => parents.get(id));
    site.claims.push(...site.newTerms.map(claimOfTerm), ...site.newAuthors.map(claimOfAuthor));
    return site;
  }

  termId(taxonomy: string, name: string): string | null {
    return this.#terms.get(`${taxonomy}/${slugOf(name)}`)?.termId ?? null;
  }
  authorId(name: string): string | null {
    return this.#authors.get(slugOf(name))?.authorId ?? null;
  }
  isAboveItself(documentId: string): boolean {
    return this.#ringed.has(documentId);
  }
  /** Whether the zip has it; of media, whether `_data` tells of it. */
  has(kind: "document" | "term" | "author" | "media", id: string): boolean {
    return this.#ids[kind].has(id);
  }

  #addData(data: DataRecord, zip: OpenedZip): void {
    const { record, place, file } = data;
    if (record.kind === "media" && (file === null || !zip.has(file)) && record.value.digest !== null) {
      this.lines.push(lineOf("left-out", "media", null, place, "its file is missing"));
      return;
    }
    this.data.push(data);
    if (record.kind === "term") this.#knowTerm(record.value, place);
    if (record.kind === "author") this.#knowAuthor(record.value, place);
    if (record.kind !== "media") return;
    const { mediaId, fileName, alt } = record.value;
    this.#ids.media.add(mediaId);
    if (file === null) return;
    this.#dataFiles.add(file);
    this.site.addMedium({ recordId: mediaId, url: addressOf(file), fileName, alt, place });
  }

  /** Where they are they stay, unless that is another's. */
  #knowTerm({ termId, taxonomy, slug, name, path }: Term, place: string): void {
    const term = { ...plainTerm({ termId, taxonomy, slug, name, place }), oldId: "known", path };
    this.#setTerm(term);
    this.claims.push({ kind: "term", id: termId, place, target: term, wanted: path });
  }
  #knowAuthor({ authorId, slug, name, path }: Author, place: string): void {
    const author: IndexedAuthor = { authorId, login: "known", slug, name, place, path };
    this.#setAuthor(author);
    this.claims.push({ kind: "author", id: authorId, place, target: author, wanted: path });
  }

  #setTerm(term: IndexedTerm): void {
    this.#terms.set(`${term.taxonomy}/${term.slug}`, term);
    this.#ids.term.add(term.termId);
  }
  #setAuthor(author: IndexedAuthor): void {
    this.#authors.set(author.slug, author);
    this.#ids.author.add(author.authorId);
  }

  async #addDocument(zip: OpenedZip, name: string): Promise<void> {
    if (zip.bytesOf(name) > fileBytesMax) {
      this.lines.push(lineOf("left-out", "document", null, name, `it has more than ${fileBytesMax} bytes`));
      return;
    }
    const split = await readMarkdown(zip, name);
    if (!split.ok) {
      this.lines.push(lineOf("left-out", "document", null, name, split.reason));
      return;
    }
    const { front } = split;
    const placed = placeFile(name, front);
    if (this.has("document", placed.documentId)) {
      this.lines.push(lineOf("left-out", "document", null, name, `its id ${placed.documentId} is another's too`));
      return;
    }
    const item = plainItem({ recordId: placed.documentId, place: name, role: "document" });
    this.#ids.document.add(placed.documentId);
    this.documents.push({ ...placed, name, front, item });
    this.claims.push({ kind: "document", id: placed.documentId, place: name, target: item, wanted: placed.wanted });
    this.#addNames(front);
  }

  /** Terms and authors that documents name and nothing else tells of. */
  #addNames(front: FrontMatter): void {
    const taxonomies = Array.isArray(front["terms"]) ? [] : taxonomiesOf(front);
    for (const [taxonomy, names] of taxonomies) {
      for (const written of names) {
        const [name, slug] = [cut(oneLine(written), 200), slugOf(written)];
        if (slug === "" || this.#terms.has(`${taxonomy}/${slug}`)) continue;
        const termId = `md-term-${sha256(`${taxonomy}/${slug}`).slice(0, 24)}`;
        this.#setTerm(plainTerm({ termId, taxonomy, slug, name, place: `${taxonomy} "${name}"` }));
      }
    }
    if (Array.isArray(front["authorIds"])) return;
    for (const written of listOf(front, "authors", "author")) {
      const [name, slug] = [cut(oneLine(written), 200), slugOf(written)];
      if (slug === "" || this.#authors.has(slug)) continue;
      const authorId = `md-author-${sha256(slug).slice(0, 24)}`;
      this.#setAuthor({ authorId, login: slug, slug, name, place: `author "${name}"`, path: "" });
    }
  }

  #addFile(name: string): void {
    if (this.#dataFiles.has(name)) return;
    const fileName = cut(name.split("/").at(-1) ?? name, 200);
    const hidden = fileName.startsWith(".") || name.startsWith("__MACOSX/");
    if (hidden || mediaTypeOf(fileName) === "application/octet-stream") {
      if (!hidden)
        this.lines.push(
          lineOf("left-out", "item", null, name, "it is no Markdown, and no picture or other file that is shown"),
        );
      return;
    }
    const mediaId = `md-media-${sha256(name).slice(0, 24)}`;
    this.files.push({ name, mediaId });
    for (const url of new Set([
      addressOf(name),
      addressOf(name.replace(/^(?:static|public|source|content|src)\//, "")),
    ])) {
      this.site.addMedium({ recordId: mediaId, url, fileName, alt: "", place: name });
    }
  }
}

function taxonomiesOf(front: FrontMatter) {
  return [
    ["category", listOf(front, "categories", "category")],
    ["tag", listOf(front, "tags", "tag", "keywords")],
  ] as const;
}

/** Where a file of the zip would be on the web. */
export function addressOf(name: string): string {
  return new URL(name.split("/").map(encodeURIComponent).join("/"), `${nowhere}/`).href;
}

function claimOfTerm(term: IndexedTerm): PathClaim {
  return {
    kind: "term",
    id: term.termId,
    place: term.place,
    target: term,
    wanted: normalPath(`/${term.taxonomy}/${term.slug}`) ?? `/${term.termId}`,
  };
}
function claimOfAuthor(author: IndexedAuthor): PathClaim {
  return {
    kind: "author",
    id: author.authorId,
    place: author.place,
    target: author,
    wanted: normalPath(`/author/${author.slug}`) ?? `/${author.authorId}`,
  };
}
