import type { SiteAnswer, SiteDocument } from "#domain/contracts/index.ts";
import { splitPages, textOf } from "#domain/document/index.ts";
import { renderBody, type BodyWords } from "#workers/rendering/index.ts";
import { encodeCursor, type Asking, type BodyForm } from "./ask.ts";
import { authorJson, documentJson, foundJson, mediaJson, only, termJson } from "./fields.ts";

/** What an answer hangs on beside what the object said. */
export interface Answering {
  readonly asking: Asking;
  readonly releaseId: string;
  /** What the platform's own HTML says; null where no HTML is asked for. */
  readonly words: BodyWords | null;
}

/** The answer as it is sent; null where there is no such thing. */
export function answerJson(answer: SiteAnswer, answering: Answering): unknown {
  const { asking } = answering;
  switch (answer.of) {
    case "documents":
      return listJson(
        answering,
        answer.page.cursor,
        answer.page.items.map((item) => oneJson(item, answering)),
      );
    case "document":
      return oneJson(answer.document, answering);
    case "terms":
      return listJson(answering, answer.page.cursor, answer.page.items.map(termJson));
    case "authors":
      return listJson(answering, answer.page.cursor, answer.page.items.map(authorJson));
    case "menu":
      return { items: answer.items };
    case "media":
      return mediaJson(answer.media);
    case "search": {
      const { question } = asking;
      const next = question.of === "search" ? question.offset + answer.items.length : 0;
      const cursor = answer.items.length > 0 && next < answer.total ? String(next) : null;
      const items = answer.items.map((item) => only(foundJson(item), asking.fields));
      return { ...listJson(answering, cursor, items), total: answer.total };
    }
    case "outline":
    case "nothing":
      return null;
  }
}

function listJson({ asking, releaseId }: Answering, after: string | null, items: readonly unknown[]) {
  return {
    items,
    cursor: after === null ? null : encodeCursor({ list: asking.list, release: releaseId, after }),
    // Each answer is of one release. A list that is walked while the release moves goes on at its place in the new one, and says so.
    ...(asking.cursorRelease === null ? {} : { releaseMoved: asking.cursorRelease !== releaseId.slice(0, 16) }),
  };
}

function oneJson(document: SiteDocument, { asking, words }: Answering): unknown {
  return only(documentJson(document, bodyIn(asking.body, document, words)), asking.fields);
}

/** Null for what only a password shows; undefined where no body is asked for. */
function bodyIn(form: BodyForm, { body, media }: SiteDocument, words: BodyWords | null): unknown {
  if (form === "none") return undefined;
  if (body === null || form === "json") return body;
  if (form === "text") return textOf(body);
  // As its pages show it, one after the other.
  const pages = splitPages(body).map((page) => renderBody(page, { media, words: words ?? undefined }).html.toString());
  return pages.join("\n");
}
