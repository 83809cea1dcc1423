/** By time zone: making one takes a thousand times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const formatsMax = 50;

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. A time zone that the runtime does not know is UTC. */
export function offsetMs(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((each) => each.type === type)!.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instant / 1_000) * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = makeFormat(timeZone);
  if (formats.size >= formatsMax) formats.clear();
  formats.set(timeZone, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const numeric = "numeric" as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-hc-h23", { ...fields, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-u-ca-gregory-hc-h23", { ...fields, timeZone: "UTC" });
  }
}
