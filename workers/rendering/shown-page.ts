import type { PageData } from "#domain/contracts/page-data.ts";

/** What a page can be made of; a redirect has none. */
export type ShownPage = Exclude<PageData, { readonly kind: "redirect" }>;
