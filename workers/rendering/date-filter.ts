const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
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
];

/**
 * Liquid's `date` filter, in UTC and English: the usual one builds Intl objects on every call, which halves
 * the speed of rendering and takes gigabytes. Also without `now`: a cached page has none.
 *
 * @param value an ISO 8601 date, or seconds since the epoch; anything else comes back as it is
 * @param format as strftime's: `%Y-%m-%d`; `%-d` leaves the padding out
 */
export function formatDate(value: unknown, format: unknown = "%Y-%m-%d"): unknown {
  const date = dateOf(value);
  if (date === null || typeof format !== "string") return value;
  return format.replace(/%(-?)([a-zA-Z%])/g, (directive, flag: string, letter: string) => {
    const text = directives[letter]?.(date);
    if (text === undefined) return directive;
    return flag === "-" ? text.replace(/^[0 ]+(?=.)/, "") : text;
  });
}

function dateOf(value: unknown): Date | null {
  const milliseconds =
    typeof value === "number"
      ? value * 1_000
      : typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value)
        ? Date.parse(value)
        : Number.NaN;
  return Number.isNaN(milliseconds) || Math.abs(milliseconds) > 8.64e15 ? null : new Date(milliseconds);
}

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

const directives: Readonly<Record<string, (date: Date) => string>> = {
  a: (date) => days[date.getUTCDay()]!.slice(0, 3),
  A: (date) => days[date.getUTCDay()]!,
  b: (date) => months[date.getUTCMonth()]!.slice(0, 3),
  B: (date) => months[date.getUTCMonth()]!,
  d: (date) => pad(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2),
  F: (date) => `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`,
  H: (date) => pad(date.getUTCHours()),
  I: (date) => pad(hour12(date)),
  j: (date) => pad(dayOfYear(date), 3),
  m: (date) => pad(date.getUTCMonth() + 1),
  M: (date) => pad(date.getUTCMinutes()),
  p: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  s: (date) => String(Math.floor(date.getTime() / 1_000)),
  S: (date) => pad(date.getUTCSeconds()),
  T: (date) => `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`,
  y: (date) => pad(date.getUTCFullYear() % 100),
  Y: (date) => pad(date.getUTCFullYear(), 4),
  z: () => "+0000",
  Z: () => "UTC",
  "%": () => "%",
};
