/**
 * The value as it is once written and read again: no undefined, dates as texts, and no text that Postgres cannot hold, which takes
 * neither NUL nor half a character. Only so is the hash that of what is stored.
 */
export function storableJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) => {
    if (typeof member === "string") return storable(member);
    return isRecord(member)
      ? Object.fromEntries(Object.entries(member).map(([key, value]) => [storable(key), value]))
      : member;
  });
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
