import { BoundedMap } from "#workers/support/bounded-map.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Between two looks a zone changes its offset once at most. */
const lookEveryMs = 10 * dayMs;

/** From when on, in milliseconds since the epoch, which offset holds, in minutes. */
interface Transition {
  readonly from: number;
  readonly offset: number;
}

type OffsetReader = (ms: number) => number;

/** Readers by zone, and transitions by zone and year: some 60 calls of Intl, once for each. */
const readers = new BoundedMap<OffsetReader>(200);
const years = new BoundedMap<readonly Transition[]>(5_000);

/**
 * Minutes that a zone is ahead of UTC at an instant, without Intl on the path.
 *
 * @param timeZone IANA name; one that is not known here counts as UTC
 * @param ms milliseconds since the epoch
 */
export function zoneOffset(timeZone: string, ms: number): number {
  if (timeZone === "UTC") return 0;
  const year = Math.min(2_200, Math.max(1_900, new Date(ms).getUTCFullYear()));
  const key = `${timeZone}/${year}`;
  let transitions = years.get(key);
  if (transitions === undefined) {
    transitions = findTransitions(readerOf(timeZone), year);
    years.set(key, transitions);
  }
  let offset = transitions[0]!.offset;
  for (const transition of transitions) {
    if (transition.from > ms) break;
    offset = transition.offset;
  }
  return offset;
}

function findTransitions(offsetAt: OffsetReader, year: number): readonly Transition[] {
  const end = Date.UTC(year + 1, 0, 1);
  let at = Date.UTC(year, 0, 1);
  let offset = offsetAt(at);
  const transitions: Transition[] = [{ from: at, offset }];
  while (at < end) {
    const next = Math.min(end, at + lookEveryMs);
    const nextOffset = offsetAt(next);
    if (nextOffset !== offset) transitions.push({ from: changeBetween(offsetAt, at, next), offset: nextOffset });
    at = next;
    offset = nextOffset;
  }
  return transitions;
}

/** The first minute with the later offset. */
function changeBetween(offsetAt: OffsetReader, start: number, end: number): number {
  const before = offsetAt(start);
  let low = start;
  let high = end;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function readerOf(timeZone: string): OffsetReader {
  let reader = readers.get(timeZone);
  if (reader === undefined) {
    reader = makeReader(timeZone);
    readers.set(timeZone, reader);
  }
  return reader;
}

function makeReader(timeZone: string): OffsetReader {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return () => 0;
  }
  return (ms) => {
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = format
      .format(ms)
      .split(/\D+/)
      .map(Number);
    return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - ms) / minuteMs);
  };
}
