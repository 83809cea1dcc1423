import type { SiteAnswer, SiteQuestion, Page, PageFrame, SiteAuthor, SiteTerm } from "#domain/contracts/index.ts";
import { authorPrefix, recordPrefix, taxonomyPrefix, termPrefix, under, type KeyRange } from "../content/index.ts";
import { listedDocument, type ContentView, type FindText } from "../pages/index.ts";
import { listDocuments } from "./list-documents.ts";
import { outlineOf } from "./outline.ts";
import { ReadingBudget } from "./reading-budget.ts";
import { siteDocument } from "./site-document.ts";

const nothing: SiteAnswer = { of: "nothing" };

/** What an answer is made of: the content of one release, and nothing else. */
export interface Asked {
  readonly view: ContentView;
  readonly frame: PageFrame;
  readonly findText: FindText;
  /** The website's, BCP 47. */
  readonly language: string;
}

/** What anybody may know of a release's content. What is not published is not there. */
export function answerQuestion(asked: Asked, question: SiteQuestion): SiteAnswer {
  const { view, frame } = asked;
  switch (question.of) {
    case "documents":
      return { of: "documents", page: documentsPage(view, question) };
    case "document": {
      const document = view.published(question.documentId);
      return document === null
        ? nothing
        : { of: "document", document: siteDocument(view, document, question.withBody) };
    }
    case "terms":
      return { of: "terms", page: termsPage(view, question) };
    case "authors":
      return { of: "authors", page: authorsPage(view, question) };
    case "menu":
      return Object.hasOwn(frame.menus, question.location)
        ? { of: "menu", items: frame.menus[question.location]! }
        : nothing;
    case "media": {
      const media = view.media(question.mediaId);
      return media === null ? nothing : { of: "media", media };
    }
    case "search":
      return search(asked, question);
    case "outline":
      return { of: "outline", outline: outlineOf(view, question.withText) };
  }
}

type Asking<Of extends SiteQuestion["of"]> = Extract<SiteQuestion, { readonly of: Of }>;
type Answering<Of extends SiteAnswer["of"]> = Extract<SiteAnswer, { readonly of: Of }>;

function documentsPage(view: ContentView, question: Asking<"documents">): Answering<"documents">["page"] {
  const { items, cursor } = listDocuments(view, question);
  return { items: items.map((document) => siteDocument(view, document, question.withBody)), cursor };
}

function termsPage(view: ContentView, { taxonomy, limit, after }: Asking<"terms">): Page<SiteTerm> {
  const prefix = taxonomy === null ? recordPrefix("term") : taxonomyPrefix(taxonomy);
  const { places, cursor } = pageOfKeys(view, { prefix, limit, after });
  const items = places
    .map((place) => view.find("term", place.slice(place.lastIndexOf("/") + 1)))
    .filter((term) => term !== null)
    .map((term) => ({ ...term, documentCount: view.size(under(termPrefix(term.termId))) }));
  return { items, cursor };
}

function authorsPage(view: ContentView, { limit, after }: Asking<"authors">): Page<SiteAuthor> {
  const { places, cursor } = pageOfKeys(view, { prefix: recordPrefix("author"), limit, after });
  const items = places
    .map((place) => view.find("author", place))
    .filter((author) => author !== null)
    .map((author) => ({ ...author, documentCount: view.size(under(authorPrefix(author.authorId))) }));
  return { items, cursor };
}

/** Keys below a prefix, without it. */
function pageOfKeys(
  view: ContentView,
  { prefix, limit, after }: { readonly prefix: string; readonly limit: number; readonly after: string | null },
): { readonly places: readonly string[]; readonly cursor: string | null } {
  const whole = under(prefix);
  const range: KeyRange = after === null ? whole : { from: `${prefix}${after}\u0000`, to: whole.to };
  const places = view.entries(range, { limit: limit + 1 }).map(([key]) => key.slice(prefix.length));
  return { places: places.slice(0, limit), cursor: places.length > limit ? places[limit - 1]! : null };
}

function search({ view, findText, language }: Asked, { query, limit, offset }: Asking<"search">): Answering<"search"> {
  const { found, total } = findText(view, query, { offset, limit, language });
  const budget = new ReadingBudget(view);
  const read = found.findIndex(({ documentId }) => !budget.take(documentId));
  const items = found.slice(0, read === -1 ? undefined : read).map(({ documentId, ...marked }) => ({
    ...listedDocument(view, view.published(documentId)!),
    marked,
  }));
  return { of: "search", items, total };
}
