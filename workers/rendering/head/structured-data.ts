import type { DocumentPage, ReleaseView } from "#domain/contracts/index.ts";
import { mediaPath } from "../body/index.ts";
import type { ShownPage } from "../shown-page.ts";
import type { PageFacts } from "./page-facts.ts";

type Thing = Record<string, unknown>;

/**
 * The page in the words of schema.org; null where there is nothing to say. Only for websites that have an address
 * of their own, since all of it is about addresses.
 * @see https://schema.org
 */
export function structuredData(
  { configuration }: ReleaseView,
  page: ShownPage,
  facts: PageFacts,
  canonical: string | null,
): Thing | null {
  const origin = configuration.url ?? null;
  if (origin === null || canonical === null) return null;
  const website = { "@type": "WebSite", "@id": `${origin}/#website`, name: configuration.title, url: `${origin}/` };
  switch (page.kind) {
    case "document":
      return graph(website, documentThing(page, facts, origin, canonical), breadcrumbs(page, origin, canonical));
    case "list":
      return graph(website, {
        "@type": "CollectionPage",
        "@id": canonical,
        url: canonical,
        name: facts.title || configuration.title,
        isPartOf: { "@id": website["@id"] },
      });
    default:
      return null;
  }
}

function graph(...things: readonly (Thing | null)[]): Thing {
  return { "@context": "https://schema.org", "@graph": things.filter((thing) => thing !== null) };
}

function documentThing(page: DocumentPage, facts: PageFacts, origin: string, canonical: string): Thing {
  const { document, authors } = page;
  const { image } = facts;
  const thing: Thing = {
    "@type": document.type === "post" ? "BlogPosting" : "WebPage",
    "@id": canonical,
    url: canonical,
    [document.type === "post" ? "headline" : "name"]: document.title || facts.windowTitle,
    inLanguage: document.locale ?? undefined,
    description: facts.description || undefined,
    datePublished: document.publishedAt ?? undefined,
    dateModified: document.updatedAt ?? document.publishedAt ?? undefined,
    isPartOf: { "@id": `${origin}/#website` },
  };
  if (image !== null && image.digest !== null) thing["image"] = origin + mediaPath(image.digest, image.fileName);
  if (authors.length > 0) {
    thing["author"] = authors.map(({ name, path }) => ({ "@type": "Person", name, url: origin + encodeURI(path) }));
  }
  return thing;
}

function breadcrumbs({ ancestors, document }: DocumentPage, origin: string, canonical: string): Thing | null {
  if (ancestors.length === 0) return null;
  const trail = [
    ...ancestors.map(({ title, path }) => ({ name: title, item: origin + encodeURI(path) })),
    { name: document.title, item: canonical },
  ];
  return {
    "@type": "BreadcrumbList",
    itemListElement: trail.map((entry, index) => ({ "@type": "ListItem", position: index + 1, ...entry })),
  };
}
