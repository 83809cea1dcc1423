import type { Author, Comment, Media, Menu, Term } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";
import { addressOfMedium, oldPathsOf } from "../html/media-places.ts";

/** Comments that are held while their documents are written; more are left out. */
const commentsMax = 200_000;

/** What is known of a site before its items are written: WordPress knows things by numbers, and terms and people by names. */
export interface SiteNumbers {
  readonly base: string;
  readonly terms: ReadonlyMap<string, Term & { readonly number: number }>;
  readonly authors: ReadonlyMap<string, Author & { readonly number: number; readonly login: string }>;
  readonly documents: ReadonlyMap<
    string,
    { readonly number: number; readonly type: Document["type"]; readonly path: string }
  >;
  readonly media: ReadonlyMap<string, Media & { readonly number: number; readonly url: string }>;
  readonly menus: readonly (Menu & { readonly number: number; readonly slug: string })[];
  readonly comments: ReadonlyMap<string, readonly (Comment & { readonly number: number })[]>;
  /** The first number that no item has. */
  readonly next: number;
}

/** Reads all but the documents' texts. */
export async function numberSite(source: ExportSource, effects: ExportEffects): Promise<SiteNumbers> {
  const { configuration, address } = source.contents;
  const url = typeof configuration["url"] === "string" ? configuration["url"] : address;
  const base = (url ?? "https://site.invalid").replace(/\/+$/, "");
  let number = 0;
  const documents: [string, { number: number; type: string; path: string }][] = [];
  for await (const { documentId, type, path } of source.records("document")) {
    documents.push([documentId, { number: (number += 1), type, path }]);
  }
  const media = new Map<string, Media & { number: number; url: string }>();
  const oldPaths = await oldPathsOf(source);
  for await (const medium of source.records("media")) {
    const at = addressOfMedium(medium, base, oldPaths);
    if (at !== null) media.set(medium.mediaId, { ...medium, number: (number += 1), url: at });
    else effects.report({ place: `media ${medium.mediaId}`, detail: "It has no file, and was left out." });
  }
  const { terms, next: afterTerms } = await numberTerms(source, effects);
  return {
    base,
    documents: new Map(documents),
    media,
    terms,
    authors: await numberAuthors(source, effects),
    menus: await numberMenus(source, afterTerms),
    comments: await numberComments(source, effects),
    next: number + 1,
  };
}

async function numberTerms(source: ExportSource, effects: ExportEffects) {
  const terms = new Map<string, Term & { number: number }>();
  const slugs = new Set<string>();
  for await (const term of source.records("term")) {
    const key = `${term.taxonomy}/${term.slug}`;
    if (slugs.has(key)) {
      effects.report({
        place: `term ${term.termId}`,
        detail: `Another of its taxonomy is called ${term.slug}; it was left out.`,
      });
      continue;
    }
    slugs.add(key);
    terms.set(term.termId, { ...term, number: terms.size + 1 });
  }
  return { terms, next: terms.size + 1 };
}

async function numberAuthors(source: ExportSource, effects: ExportEffects) {
  const authors = new Map<string, Author & { number: number; login: string }>();
  const logins = new Set<string>();
  for await (const author of source.records("author")) {
    const login = logins.has(author.slug) ? author.authorId : author.slug;
    logins.add(login);
    authors.set(author.authorId, { ...author, number: authors.size + 1, login });
    if (author.biography === "" && author.url === null) continue;
    effects.report({
      place: `author ${author.authorId}`,
      detail: "What it says of the author beside the name was left out.",
    });
  }
  return authors;
}

async function numberMenus(source: ExportSource, first: number) {
  const menus: (Menu & { number: number; slug: string })[] = [];
  for await (const menu of source.records("menu")) {
    menus.push({ ...menu, number: first + menus.length, slug: menu.menuId.toLowerCase() });
  }
  return menus;
}

async function numberComments(source: ExportSource, effects: ExportEffects) {
  const comments = new Map<string, (Comment & { number: number })[]>();
  let number = 0;
  for await (const comment of source.records("comment")) {
    number += 1;
    if (number > commentsMax) continue;
    const ofDocument = comments.get(comment.documentId) ?? [];
    ofDocument.push({ ...comment, number });
    comments.set(comment.documentId, ofDocument);
  }
  if (number > commentsMax) {
    effects.report({ place: "", detail: `Of ${number} comments the first ${commentsMax} were written.` });
  }
  return comments;
}
