import { z } from "zod";
import type { JsonValue } from "#domain/digest/index.ts";
import { jsonValueSchema } from "#domain/document/index.ts";
import { editsBetween, partsOf, type StoredConfiguration } from "./parts.ts";

/** One part of a configuration that a deployment changed. Of a secret it holds the versions; long texts are cut. */
export const partDifferenceSchema = z.object({
  /** A setting's name, `flags.<name>` or `environment.<NAME>`. */
  part: z.string(),
  /** Left out where there was none. */
  before: jsonValueSchema.optional(),
  /** Left out where there is none any more. */
  after: jsonValueSchema.optional(),
});
export interface PartDifference {
  readonly part: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** What a history keeps of a text, in characters. */
const textLengthMax = 500;

export function differenceOf(from: StoredConfiguration, to: StoredConfiguration): readonly PartDifference[] {
  const before = partsOf(from);
  return [...editsBetween(from, to)].map(([part, after]) => ({
    part,
    ...side("before", before.get(part)),
    ...side("after", after),
  }));
}

function side(
  name: "before" | "after",
  value: JsonValue | undefined,
): Partial<Pick<PartDifference, "before" | "after">> {
  return value === undefined ? {} : { [name]: abridged(value) };
}

function abridged(value: JsonValue): JsonValue {
  if (typeof value === "string") return cut(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, abridged(of as JsonValue)]));
}

function cut(text: string): string {
  return text.length <= textLengthMax ? text : `${text.slice(0, textLengthMax).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
