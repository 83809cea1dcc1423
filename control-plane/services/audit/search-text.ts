import type { AuditEntry } from "#domain/audit/index.ts";

const charactersMax = 4_000;

/** All texts of an entry that someone may look for, in lower case, one a line. */
export function searchTextOf(entry: Omit<AuditEntry, "hash">): string {
  const { actor, action, target, origin, before, after } = entry;
  const texts = textsOf([action, target, actor, origin, before, after]);
  return texts.join("\n").toLowerCase().slice(0, charactersMax).toWellFormed();
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
