import { zoneOffset } from "./time-zone.ts";

/** Names in a language, from Sunday and January on; short ones are the first letters unless given. */
export interface DateNames {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[] | null;
  readonly days: readonly string[];
  readonly shortDays: readonly string[] | null;
}

export const englishNames: DateNames = {
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  shortMonths: null,
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  shortDays: null,
};

export interface DateSettings {
  /** IANA name; UTC unless told. */
  readonly timeZone?: string;
  /** English ones unless told. */
  readonly names?: DateNames;
}

/** A date as the clocks of a zone show it: the UTC fields of `shown` are the zone's. */
interface ZonedDate {
  readonly shown: Date;
  readonly ms: number;
  readonly offsetMinutes: number;
  readonly names: DateNames;
}

/**
 * Liquid's `date` filter: the usual one builds Intl objects on every call, which halves the speed of rendering
 * and takes gigabytes. Also without `now`: a cached page has none.
 *
 * @param value an ISO 8601 date, or seconds since the epoch; anything else comes back as it is
 * @param format as strftime's: `%Y-%m-%d`; `%-d` leaves the padding out
 */
export function formatDate(value: unknown, format: unknown = "%Y-%m-%d", settings: DateSettings = {}): unknown {
  const ms = instantOf(value);
  if (ms === null || typeof format !== "string") return value;
  const { timeZone = "UTC", names = englishNames } = settings;
  const offsetMinutes = zoneOffset(timeZone, ms);
  const date = { ms, offsetMinutes, names, shown: new Date(ms + offsetMinutes * 60_000) };
  return format.replace(/%([-:]?)([a-zA-Z%])/g, (directive, flag: string, letter: string) => {
    const text = flag === ":" && letter === "z" ? offsetText(date, ":") : directives[letter]?.(date);
    if (text === undefined) return directive;
    return flag === "-" ? text.replace(/^[0 ]+(?=.)/, "") : text;
  });
}

function instantOf(value: unknown): number | null {
  const ms =
    typeof value === "number"
      ? value * 1_000
      : typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value)
        ? Date.parse(value)
        : Number.NaN;
  // A day less than what a Date can hold, so that it can be moved into any zone.
  return Number.isNaN(ms) || Math.abs(ms) > 8.64e15 - 86_400_000 ? null : ms;
}

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
const hour12 = ({ shown }: ZonedDate): number => shown.getUTCHours() % 12 || 12;
const dayOfYear = ({ shown }: ZonedDate): number =>
  Math.floor((shown.getTime() - Date.UTC(shown.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

function offsetText({ offsetMinutes }: ZonedDate, separator: string): string {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
}

const directives: Readonly<Record<string, (date: ZonedDate) => string>> = {
  a: ({ shown, names }) => names.shortDays?.[shown.getUTCDay()] ?? names.days[shown.getUTCDay()]!.slice(0, 3),
  A: ({ shown, names }) => names.days[shown.getUTCDay()]!,
  b: ({ shown, names }) => names.shortMonths?.[shown.getUTCMonth()] ?? names.months[shown.getUTCMonth()]!.slice(0, 3),
  B: ({ shown, names }) => names.months[shown.getUTCMonth()]!,
  d: ({ shown }) => pad(shown.getUTCDate()),
  e: ({ shown }) => String(shown.getUTCDate()).padStart(2),
  F: ({ shown }) => `${pad(shown.getUTCFullYear(), 4)}-${pad(shown.getUTCMonth() + 1)}-${pad(shown.getUTCDate())}`,
  H: ({ shown }) => pad(shown.getUTCHours()),
  I: (date) => pad(hour12(date)),
  j: (date) => pad(dayOfYear(date), 3),
  l: (date) => String(hour12(date)).padStart(2),
  m: ({ shown }) => pad(shown.getUTCMonth() + 1),
  M: ({ shown }) => pad(shown.getUTCMinutes()),
  p: ({ shown }) => (shown.getUTCHours() < 12 ? "AM" : "PM"),
  P: ({ shown }) => (shown.getUTCHours() < 12 ? "am" : "pm"),
  s: ({ ms }) => String(Math.floor(ms / 1_000)),
  S: ({ shown }) => pad(shown.getUTCSeconds()),
  T: ({ shown }) => `${pad(shown.getUTCHours())}:${pad(shown.getUTCMinutes())}:${pad(shown.getUTCSeconds())}`,
  y: ({ shown }) => pad(shown.getUTCFullYear() % 100),
  Y: ({ shown }) => pad(shown.getUTCFullYear(), 4),
  z: (date) => offsetText(date, ""),
  Z: (date) => (date.offsetMinutes === 0 ? "UTC" : offsetText(date, ":")),
  "%": () => "%",
};
