/** Types of plain texts by how the names of their files end. */
const byEnding: Readonly<Record<string, string>> = {
  txt: "text/plain",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  md: "text/markdown",
  vtt: "text/vtt",
  srt: "application/x-subrip",
  ics: "text/calendar",
  json: "application/json",
  geojson: "application/geo+json",
};

/** Those that are believed of what is text throughout: they have no beginning to be known by. */
export const textTypes: ReadonlySet<string> = new Set(Object.values(byEnding));

/** What a file of plain text is by its name; null for any other. */
export function textTypeOfName(fileName: string): string | null {
  const [, ending] = /\.([A-Za-z]+)$/.exec(fileName) ?? [];
  const name = ending?.toLowerCase() ?? "";
  return Object.hasOwn(byEnding, name) ? byEnding[name]! : null;
}
