import { between, typePrefix } from "../content/index.ts";
import type { DocumentList } from "./lists.ts";
import { startOfDay } from "./start-of-day.ts";

const datePath = /^\/([1-9]\d{3})(?:\/(0[1-9]|1[0-2])(?:\/(0[1-9]|[12]\d|3[01]))?)?$/;

/** The posts of the year, month or day that a path such as `/2012/03` names; null where it names none. */
export function dateArchive(path: string, timeZone: string): DocumentList | null {
  const named = datePath.exec(path);
  if (named === null) return null;
  const [year, month, day] = named
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? null : Number(part)));
  if (year == null || month === undefined || day === undefined || !exists(year, month, day)) return null;
  const first = startOfDay([year, month ?? 1, day ?? 1], timeZone);
  const next = startOfDay(
    [month === null ? year + 1 : year, day === null ? (month ?? 0) + 1 : (month ?? 1), day === null ? 1 : day + 1],
    timeZone,
  );
  return {
    subject: { kind: "date", year, month, day },
    range: between(typePrefix("post"), first, next),
    path,
    document: null,
  };
}

function exists(year: number, month: number | null, day: number | null): boolean {
  return month === null || day === null || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
