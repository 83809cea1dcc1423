import type { SiteDocument } from "#domain/contracts/index.ts";
import { mediaIdsOfBody, type Document } from "#domain/document/index.ts";
import { listedDocument, type ContentView } from "../pages/index.ts";

/** A published document without what only its password shows. */
export function siteDocument(view: ContentView, document: Document, withBody: boolean): SiteDocument {
  const { description, locale, parentId, order, seo, password, fields } = document;
  const body = withBody && password === null ? document.body : null;
  return {
    ...listedDocument(view, document),
    description,
    locale,
    parentId,
    order,
    seo: { title: seo.title, canonical: seo.canonical, noindex: seo.noindex },
    fields: password === null ? fields : {},
    body,
    media: body === null ? {} : view.mediaById(mediaIdsOfBody(body)),
  };
}
