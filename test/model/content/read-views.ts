import { localFetch } from "#supervisor/index.ts";
import type { EditedView } from "./tables-view.ts";
import { otherBody, type PlatformWebsite } from "./platform-website.ts";
import { termPaths } from "./places.ts";
import type { Questions, Views } from "./views.ts";

/** Asks a website as visitors, readers of feeds and programs do. */
export async function readViews(website: PlatformWebsite, { paths, words, terms }: Questions): Promise<Views> {
  const get = (path: string) => localFetch(website.url(path));
  const text = async (path: string) => (await get(path)).text();
  const titlesAt = async (path: string) => matches(await text(path), /<h2><a href="[^"]*">([^<]*)<\/a><\/h2>/g);
  const front = await text("/");
  const [pages, found, archives, feed, sitemap, api] = await Promise.all([
    each(paths, async (path) => pageOf(await get(path))),
    each(words, (word) => search(website, word)),
    each(terms, (id) => titlesAt(termPaths[id]!)),
    text("/feed.xml"),
    text("/sitemap.xml"),
    json(website, "documents?sort=path&limit=100&body=text"),
  ]);
  return {
    ...{ pages, found, archives },
    front: matches(front, /<h2><a href="[^"]*">([^<]*)<\/a><\/h2>/g),
    feed: matches(feed, /<item>\s*<title>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/gs),
    sitemap: matches(sitemap, /<loc>(.*?)<\/loc>/g)
      .map((url) => decodeURI(new URL(url).pathname))
      .toSorted(),
    api: (api.items as ApiDocument[]).map(lineOf).toSorted(),
    theme: front.includes(otherBody) ? "other" : "plain",
  };
}

interface ApiDocument {
  readonly path: string;
  readonly documentId: string;
  readonly title: string;
  readonly body: string;
  readonly terms: readonly { readonly path: string }[];
}

function lineOf({ path, documentId, title, body, terms }: ApiDocument): string {
  const ids = terms.map((term) => Object.keys(termPaths).find((id) => termPaths[id] === term.path));
  return `${path} ${documentId} ${title} · ${body.trim()} [${ids.toSorted().join()}]`;
}

async function pageOf(response: Response): Promise<string> {
  const html = await response.text();
  const location = response.headers.get("Location");
  if (location !== null)
    return response.status === 308 || response.status === 301 ? `redirect ${location}` : `${response.status}`;
  if (response.status === 404) return "nothing";
  const [title] = matches(html, /<h1>([^<]*)<\/h1>/g);
  const [text] = matches(html, /<p>([^<]*)<\/p>\s*(?:<\/div>\s*)?<\/article>/g);
  return response.status === 200 ? `document ${title} · ${text}` : `${response.status}`;
}

/** An object answers so many searches a second: whoever asks for more is asked to wait. */
async function search(website: PlatformWebsite, word: string): Promise<readonly string[]> {
  const { items } = await json(website, `search?q=${word}&limit=100`);
  return (items as { readonly documentId: string }[]).map(({ documentId }) => documentId).toSorted();
}

/** Longer than anything of the platform stays away by itself. */
const awayMsMax = 60_000;

/** Throws what is answered where that is no answer for so long. */
async function json(website: PlatformWebsite, below: string) {
  for (const until = performance.now() + awayMsMax; ;) {
    const response = await localFetch(website.url(`/_hotswap/content/v1/${below}`));
    const text = await response.text();
    if (response.status === 200) return JSON.parse(text) as { readonly items: readonly unknown[] };
    const isAway = response.status === 429 || response.status === 503;
    if (!isAway || performance.now() > until) throw new Error(`${below}: ${response.status} ${text}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** What an editor sees of documents. */
export function readEdited(
  { call }: PlatformWebsite,
  ids: readonly string[],
): Promise<Readonly<Record<string, EditedView | null>>> {
  return each(ids, async (id) => {
    const { status, body } = await call("GET", `/documents/${id}`);
    if (status !== 200) return null;
    const { version, state, servedVersion, servedPath, scheduledVersion, schedule, trashedAt, document } = body;
    const { path, title, termIds: terms } = document;
    const text = document.body.content[0].content[0].text as string;
    return {
      version,
      state,
      servedVersion,
      servedPath,
      scheduledVersion,
      isToGo: schedule.unpublish !== null,
      isTrashed: trashedAt !== null,
      path,
      title,
      text,
      terms,
    };
  });
}

async function each<Value>(
  names: readonly string[],
  read: (name: string) => Promise<Value>,
): Promise<Readonly<Record<string, Value>>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found!);
}
