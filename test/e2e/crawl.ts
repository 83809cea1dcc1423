import { parse, type DefaultTreeAdapterMap } from "parse5";
import { localFetch } from "#supervisor/index.ts";
import { htmlFaults } from "#test/support/html-faults.ts";

type Node = DefaultTreeAdapterMap["node"];

export interface Crawled {
  /** Every path met, with its status. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Paths that did not answer 200 in the end, and where they were linked. */
  readonly broken: readonly string[];
  /** What an HTML checker holds against which page. */
  readonly faults: readonly string[];
}

const pathsMax = 2_000;

/** Follows every link, picture and redirect within a website, from its front page and its sitemap on. */
export async function crawl(origin: string): Promise<Crawled> {
  const queue: [path: string, from: string][] = [
    ["/", "the start"],
    ["/sitemap.xml", "the start"],
  ];
  const statuses = new Map<string, number>();
  const broken: string[] = [];
  const faults: string[] = [];
  for (let next = queue.shift(); next !== undefined && statuses.size < pathsMax; next = queue.shift()) {
    const [path, from] = next;
    if (statuses.has(path)) continue;
    const response = await localFetch(origin + path, { timeoutMs: 10_000 });
    const text = await response.text();
    statuses.set(path, response.status);
    const location = response.headers.get("Location");
    if (location === null && response.status !== 200) broken.push(`${response.status} ${path}, linked on ${from}`);
    const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
    if (isPage && response.status === 200) faults.push(...(await htmlFaults(text)).map((fault) => `${path}: ${fault}`));
    const links = [
      ...(isPage ? linksOf(parse(text)) : sitemapLinks(path, text)),
      ...(location === null ? [] : [location]),
    ];
    for (const link of links) {
      const url = URL.parse(link, origin + path);
      if (url?.origin === origin) queue.push([url.pathname + url.search, path]);
    }
  }
  return { statuses, broken, faults };
}

function sitemapLinks(path: string, text: string): string[] {
  return path.startsWith("/sitemap") ? [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!) : [];
}

function linksOf(node: Node): string[] {
  const own = "attrs" in node ? node.attrs.filter(({ name }) => ["href", "src"].includes(name)) : [];
  const children = "childNodes" in node ? node.childNodes.flatMap(linksOf) : [];
  return [...own.map(({ value }) => value), ...children];
}
