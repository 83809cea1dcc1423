import type { DocumentInput } from "#domain/document/index.ts";
import { hostOf, webUrl } from "../site/paths.ts";
import { metaOf } from "../site/index-item.ts";
import type { SiteIndex } from "../site/site-index.ts";
import { cut, oneLine, plainText } from "../site/text.ts";
import type { XmlElement } from "../xml/element.ts";

const names = {
  title: ["_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_seopress_titles_title"],
  description: ["_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_seopress_titles_desc"],
  canonical: ["_yoast_wpseo_canonical", "rank_math_canonical_url", "_seopress_robots_canonical"],
  noindex: ["_yoast_wpseo_meta-robots-noindex", "_seopress_robots_index"],
} as const;

/** What the widespread plugins keep for search engines. Patterns such as `%%title%%` are theirs to fill. */
export function seoOf(element: XmlElement, site: SiteIndex): Pick<DocumentInput, "description" | "seo"> {
  const text = (keys: readonly string[]) => {
    const value = keys.map((key) => metaOf(element, key)).find((found) => found !== null && found !== "") ?? "";
    return /%\w+%|#\w+_\w+/.test(value) ? "" : oneLine(plainText(value));
  };
  const canonical = webUrl(text(names.canonical));
  const noindex = names.noindex.map((key) => metaOf(element, key)).some((value) => value === "1" || value === "yes");
  const title = cut(text(names.title), 300);
  const isElsewhere = canonical !== null && !site.hosts.has(hostOf(canonical)) && canonical.href.length <= 2_048;
  const description = { description: cut(text(names.description), 1_000) };
  if (title === "" && !isElsewhere && !noindex) return description;
  return { ...description, seo: { title, canonical: isElsewhere ? canonical.href : null, noindex } };
}
