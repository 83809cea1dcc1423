import { redirectQueryPattern } from "#domain/content/index.ts";

const searchPath = "/search";

const queryCharactersMax = 2_000;
/** More parameters than this are not looked at, as in the object. */
const parametersMax = 20;

/**
 * The part of an address's query that decides what a page shows: what is searched for, or an old address such as
 * `/?p=12`. Empty for all others, so that any number of parameters leads to one cached page.
 *
 * @param path decoded or as it was sent
 */
export function pageQuery(url: string, path: string): string {
  if (path !== "/" && !isSearch(path)) return "";
  const start = url.indexOf("?");
  if (start === -1) return "";
  const end = url.indexOf("#", start);
  const query = url.slice(start + 1, end === -1 ? undefined : end).slice(0, queryCharactersMax);
  const parameters = [...new URLSearchParams(query)].slice(0, parametersMax);
  const deciding = path === "/" ? parameters.find(isOldAddress) : parameters.find(([name]) => name === "q");
  return deciding === undefined ? "" : new URLSearchParams([deciding]).toString();
}

/** Whether the path may show something else by its query. A look at a character or two for nearly all paths. */
export function mayHeedQuery(path: string): boolean {
  return path.length === 1 || isSearch(path);
}

function isSearch(path: string): boolean {
  return path.startsWith(searchPath) && /^\/search(?:\/page\/\d{1,7})?\/?$/.test(path);
}

function isOldAddress([name, value]: readonly [string, string]): boolean {
  return redirectQueryPattern.test(`${name}=${value}`);
}
