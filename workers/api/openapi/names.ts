import type { Route } from "../route.ts";

/** `/websites/{websiteId}` of `/websites/:websiteId`. */
export function templateOf(path: string): string {
  return path.replace(/:([A-Za-z]+)/g, "{$1}");
}

/** `getWebsitesByWebsiteIdDocuments` of `GET /websites/:websiteId/documents`: it stays while the route stays. */
export function operationIdOf({ method, path }: Pick<Route, "method" | "path">): string {
  const words = path
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (segment.startsWith(":") ? `By${capitalized(segment.slice(1))}` : segment))
    .flatMap((segment) => segment.split(/[^A-Za-z0-9]+/));
  return method.toLowerCase() + words.map(capitalized).join("");
}

/** What a route is about: the thing below a website, or the first word of its path. */
export function tagOf(path: string): string {
  const [first = "", second, third] = path.split("/").slice(1);
  if (first === "websites" && third !== undefined && !ofWebsite.has(third)) return third;
  if (first === "admin") return `platform: ${second ?? ""}`;
  if (first === "tenant" && second !== undefined && second !== "profile") return second;
  return first;
}

/** Properties of a website itself. */
const ofWebsite = new Set(["status", "hostnames"]);

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
