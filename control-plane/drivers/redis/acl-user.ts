import { z } from "zod";
import type { Drift } from "../provider/index.ts";

/** What `ACL GETUSER` tells, each field as one text that can be compared. */
export type AclUser = ReadonlyMap<string, string>;

const replySchema = z.array(z.unknown()).nullable();

/** @param reply names and values by turns; null when there is no such user */
export function parseAclUser(reply: unknown): AclUser | null {
  const pairs = replySchema.parse(reply);
  if (pairs === null) return null;
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    fields.set(String(pairs[index]), JSON.stringify(pairs[index + 1]));
  }
  return fields;
}

const sentences: Readonly<Record<string, string>> = {
  flags: "was switched off or had flags that it ought not to have",
  passwords: "had another password",
  commands: "might use other commands",
  keys: "might reach other keys",
  channels: "might reach other channels",
  selectors: "had further rules",
};

/** One sentence for each thing that differs. */
export function compareAclUsers(name: string, actual: AclUser | null, expected: AclUser): Drift[] {
  if (actual === null) return [{ what: `The Redis user ${name} was missing.` }];
  const fields = new Set([...actual.keys(), ...expected.keys()]);
  return [...fields]
    .filter((field) => actual.get(field) !== expected.get(field))
    .map((field) => ({ what: `The Redis user ${name} ${sentences[field] ?? `differed in ${field}`}.` }));
}
