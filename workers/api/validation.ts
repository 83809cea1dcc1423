import { z } from "zod";
import type { RequestError } from "#domain/contracts/index.ts";
import { describeBodyIssue } from "#domain/document/index.ts";

/** At most so many places are named: the first ones help, the thousandth does not. */
const errorsMax = 20;

/** The value as the schema reads it, or what is wrong where. @param prefix e.g. `query.`; empty for the body */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix: string,
): { readonly value: z.output<Schema> } | { readonly errors: readonly RequestError[] } {
  const parsed = schema.safeParse(value, { error: messageOf });
  if (parsed.success) return { value: parsed.data };
  return {
    errors: parsed.error.issues
      .slice(0, errorsMax)
      .flatMap((issue) => errorsOf(issue, value, prefix))
      .slice(0, errorsMax),
  };
}

/** The location is for machines; the message names the node, where the place is in a document's body. */
function errorsOf(issue: z.core.$ZodIssue, value: unknown, prefix: string): RequestError[] {
  const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({
    location: locationOf(path, prefix),
    message: describeBodyIssue(value, path, issue.message),
  }));
}

/** What is wrong at a place of a body that was not even held against a schema. */
export function bodyError(value: unknown, path: readonly PropertyKey[], message: string): RequestError {
  return { location: locationOf(path, ""), message: describeBodyIssue(value, path, message) };
}

/** `documents.put[3].path`; `body` for the whole of it. */
function locationOf(path: readonly PropertyKey[], prefix: string): string {
  const place = path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
  if (place === "") return prefix === "" ? "body" : prefix.slice(0, -1);
  return prefix + place;
}

/** Says what would be right where zod's own sentence does not. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return known.length === 0 ? "is not known here" : `is not known here; known are ${known.join(", ")}`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type" && issue.expected === "string" && Array.isArray(issue.input))
    return "must be given once";
  if (issue.code === "invalid_format" && issue.format === "uuid") return "must be a UUID";
  return undefined;
}

/** What of an address no database stores, nor finds: JSON with it is refused too (`json.ts`). */
export function withNul(params: Readonly<Record<string, string>>, query: URLSearchParams): readonly RequestError[] {
  const inPath = Object.entries(params).map(([name, text]) => ({ location: `path.${name}`, text }));
  const inQuery = [...query].map(([name, text]) => ({ location: `query.${name}`, text }));
  return [...inPath, ...inQuery]
    .filter(({ text }) => text.includes("\0"))
    .slice(0, errorsMax)
    .map(({ location }) => ({ location, message: "may hold no NUL character" }));
}
