import fc, { type Arbitrary } from "fast-check";

const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e300, 0.5, "", "\u202e", [], {}, [[]], { a: 1 }, "x".repeat(5_000)),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Values like these in one place or another not what they should be. Some of them are right by accident. */
export function spoiled(value: Arbitrary<unknown>): Arbitrary<unknown> {
  const elsewhere = fc.tuple(value, fc.nat(), fc.nat(), wrong);
  return fc.oneof(
    { weight: 1, arbitrary: wrong },
    { weight: 4, arbitrary: elsewhere.map(([good, depth, which, bad]) => replaced(good, (depth % 4) + 1, which, bad)) },
    { weight: 2, arbitrary: elsewhere.map(([good, , which]) => without(good, which)) },
    { weight: 2, arbitrary: elsewhere.map(([good, , , bad]) => withMember(good, "not-known", bad)) },
  );
}

/** The value with the member that the numbers lead to replaced, so many levels down. */
function replaced(value: unknown, depth: number, which: number, bad: unknown): unknown {
  if (depth === 0 || typeof value !== "object" || value === null) return bad;
  const keys = Object.keys(value);
  const key = keys[which % Math.max(1, keys.length)];
  if (key === undefined) return bad;
  const member = replaced((value as Record<string, unknown>)[key], depth - 1, Math.floor(which / 7), bad);
  return Array.isArray(value) ? value.with(Number(key), member) : { ...value, [key]: member };
}

function without(value: unknown, which: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const keys = Object.keys(value);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== keys[which % Math.max(1, keys.length)]));
}

function withMember(value: unknown, key: string, member: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value, [key]: member } : member;
}
