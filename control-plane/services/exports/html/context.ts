/** What writing a body as HTML needs to know. */
export interface HtmlContext {
  /** Whether blocks stand between the comments by which WordPress's editor knows them. */
  readonly hasBlockComments: boolean;
  /** Where a medium's file is; null where there is none. */
  mediaUrl(mediaId: string): string | null;
  /** The number by which WordPress knows it; null where it has none. */
  mediaNumber(mediaId: string): number | null;
  /** A link as it is to be written: those to the site's own pages and files may have to be whole addresses. */
  href(href: string): string;
  /** What could not be written. */
  note(detail: string): void;
}
