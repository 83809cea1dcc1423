import type { ListPage } from "#domain/contracts/page-data.ts";
import { formatDate } from "../date-filter.ts";
import type { Locale } from "../locale.ts";
import { authorScope } from "./record-scopes.ts";

/** What a list is a list of. */
export function archiveScope(page: ListPage, locale: Locale): Readonly<Record<string, unknown>> {
  const { subject, document, pagination } = page;
  const none = { taxonomy: null, author: null, year: null, month: null, day: null };
  const feedUrl = `${pagination.path === "/" ? "" : pagination.path}/feed.xml`;
  const common = { ...none, kind: subject.kind, title: archiveTitle(page, locale), feed_url: feedUrl };
  switch (subject.kind) {
    case "posts":
      return { ...common, description: document?.description ?? "" };
    case "term":
      return { ...common, description: subject.term.description, taxonomy: subject.term.taxonomy };
    case "author":
      return { ...common, description: subject.author.biography, author: authorScope(subject.author) };
    case "date": {
      const { year, month, day } = subject;
      return { ...common, description: "", year, month, day };
    }
  }
}

/** May be empty, for the list of all posts. */
export function archiveTitle({ subject, document }: ListPage, locale: Locale): string {
  switch (subject.kind) {
    case "posts":
      return document?.title ?? "";
    case "term":
      return subject.term.name;
    case "author":
      return subject.author.name;
    case "date":
      return dateTitle(subject, locale);
  }
}

function dateTitle(
  { year, month, day }: { readonly year: number; readonly month: number | null; readonly day: number | null },
  { dateNames: names }: Locale,
): string {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  const date = `${pad(year, 4)}-${pad(month ?? 1, 2)}-${pad(day ?? 1, 2)}`;
  const format = month === null ? "%Y" : day === null ? "%B %Y" : "%-d %B %Y";
  return String(formatDate(date, format, { names }));
}
