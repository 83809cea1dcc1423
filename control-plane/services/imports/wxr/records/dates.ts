/** ISO 8601 in UTC of WordPress's `YYYY-MM-DD hh:mm:ss`; null for what is no date, such as its zeros. */
export function instantOf(written: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(written.trim());
  if (match === null || match[1] === "0000") return null;
  const instant = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(instant.slice(0, 19)) ? null : instant;
}

/** The date of the feed, such as `Tue, 27 Jan 2015 14:56:57 +0000`. */
function feedInstantOf(written: string): string | null {
  if (!/^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/.test(written.trim())) return null;
  const date = new Date(written);
  return Number.isNaN(date.getTime()) || date.getTime() < 0 ? null : `${date.toISOString().slice(0, 19)}Z`;
}

export interface WrittenDates {
  readonly gmt: string;
  readonly local: string;
  readonly feed?: string;
}

/** When something was written: by the date in UTC, else by the site's own, whose zone no export tells. */
export function dateOf({ gmt, local, feed = "" }: WrittenDates): { instant: string | null; change: string | null } {
  const exact = instantOf(gmt);
  if (exact !== null) return { instant: exact, change: null };
  const near = instantOf(local);
  if (near !== null) return { instant: near, change: `its date ${local} is without a zone; it was taken as UTC` };
  const fromFeed = feedInstantOf(feed);
  return { instant: fromFeed, change: fromFeed === null ? "it has no valid date" : "its date was taken from the feed" };
}
