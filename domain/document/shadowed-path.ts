const shadowed =
  /^\/(?:robots\.txt|llms(?:-full)?\.txt|sitemap(?:-[1-9]\d{0,5})?\.xml|feed\.xml|atom\.xml|feed\.json|feed(?:\/(?:rss|rss2|rdf|atom))?)$/;

/** Whether every website serves a file of its own at this path: whatever else were there would never be seen. */
export function isShadowedPath(path: string): boolean {
  return shadowed.test(path);
}
