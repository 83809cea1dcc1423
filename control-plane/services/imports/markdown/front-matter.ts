import { parse } from "yaml";
import { z } from "zod";

export type FrontMatter = Readonly<Record<string, unknown>>;

export type SplitFile =
  | { readonly ok: true; readonly front: FrontMatter; readonly body: string }
  | { readonly ok: false; readonly reason: string };

const pattern = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** So often may what was written once be meant again: more is a way to make much of little. */
const aliasesMax = 50;
/** Longer YAML holds the process up for seconds while it is read. */
const yamlLengthMax = 1_000_000;

/** What a file says of itself, and what it says. */
export function splitFile(text: string): SplitFile {
  if (/^\uFEFF?\+\+\+\s/.test(text)) return { ok: false, reason: "its front matter is TOML, which is not read" };
  const match = pattern.exec(text);
  if (match === null) return { ok: true, front: {}, body: text.replace(/^\uFEFF/, "") };
  const read = readYaml(match[1] ?? "");
  if ("reason" in read) return { ok: false, reason: read.reason };
  const { value = {} } = read;
  if (value !== null && (typeof value !== "object" || Array.isArray(value))) {
    return { ok: false, reason: "its front matter is no list of names and values" };
  }
  return { ok: true, front: (value ?? {}) as FrontMatter, body: text.slice(match[0].length) };
}

/** YAML as JSON would be; or why it is none. */
export function readYaml(text: string): { readonly value: unknown } | { readonly reason: string } {
  if (text.length > yamlLengthMax) return { reason: `it is YAML of more than ${yamlLengthMax} characters` };
  try {
    return { value: parse(text, { schema: "core", maxAliasCount: aliasesMax, logLevel: "error" }) as unknown };
  } catch (error) {
    return { reason: `it is no YAML: ${(error as Error).message.split("\n")[0] ?? ""}` };
  }
}

/** Text of the first of these names that has some; numbers and truth values are text as well. */
export function textOf(front: FrontMatter, ...names: readonly string[]): string {
  for (const name of names) {
    const value = front[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number" || typeof value === "boolean") return String(value);
  }
  return "";
}

/** Whether it says yes or no, also by words that YAML takes for text; null for neither. */
export function flagOf(front: FrontMatter, name: string): boolean | null {
  const word = String(front[name] ?? "").trim();
  if (/^(?:true|yes|on|y|1)$/i.test(word)) return true;
  return /^(?:false|no|off|n|0)$/i.test(word) ? false : null;
}

/** A list of texts, written as one, or as words with commas between them. */
export function listOf(front: FrontMatter, ...names: readonly string[]): string[] {
  for (const name of names) {
    const value = front[name];
    if (Array.isArray(value))
      return value.filter((one) => typeof one === "string" || typeof one === "number").map(String);
    if (typeof value === "string" && value.trim() !== "")
      return value
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
  }
  return [];
}

/** An instant, in UTC where no zone is told; null for none. */
export function instantOf(text: string): string | null {
  if (z.iso.datetime().safeParse(text).success) return text;
  const withTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2}|UTC)?)?/.exec(
    text,
  );
  if (withTime === null) return null;
  const [, day, time = "00:00", zone = "Z"] = withTime;
  const offset = zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const date = new Date(`${day}T${time.padStart(5, "0")}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
