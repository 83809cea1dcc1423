import { describe, expect, test } from "vitest";
import { contentTypeSchema } from "#domain/content/index.ts";
import { fieldFault, type RequiredFields } from "#domain/editing/index.ts";

const options = [
  { value: "easy", label: "Easy" },
  { value: "hard", label: "Hard" },
];
const recipe = contentTypeSchema.parse({
  typeId: "recipe",
  name: "Recipe",
  fields: [
    { kind: "text", name: "subtitle", label: "Subtitle", lengthMax: 20 },
    { kind: "text", name: "notes", label: "Notes", multiline: true },
    { kind: "number", name: "serves", label: "Serves", integer: true, min: 1, max: 99, required: true },
    { kind: "choice", name: "level", label: "Level", options },
    { kind: "boolean", name: "vegan", label: "Vegan" },
    { kind: "date", name: "season", label: "Season" },
    { kind: "datetime", name: "served", label: "Served" },
    { kind: "url", name: "source", label: "Source" },
    { kind: "media", name: "film", label: "Film" },
    { kind: "reference", name: "goesWith", label: "Goes with", types: ["recipe"] },
    { kind: "richtext", name: "history", label: "History" },
    { kind: "list", name: "steps", label: "Steps", item: { kind: "text" }, itemsMin: 2, itemsMax: 3 },
  ],
});
const fault = (
  values: Record<string, unknown>,
  how: { before?: Record<string, unknown>; required?: RequiredFields } = {},
) => fieldFault(recipe, { serves: 4, ...values }, { before: {}, required: "must be there", ...how });

describe("fields of a type", () => {
  test.each([
    [{}],
    [{ subtitle: "Quick", notes: "One\nTwo", level: "easy", vegan: false, season: "2026-11-27", steps: ["a", "b"] }],
    [{ served: "2026-11-27T10:00:00Z", source: "https://example.com/x", film: "m1", goesWith: "d_1" }],
    [{ history: { type: "doc", content: [] } }],
    [{ subtitle: null, steps: [], season: "" }],
  ])("that are right are taken: %j", (values) => {
    expect(fault(values)).toBe(null);
  });

  test.each([
    [{ subtitle: "x".repeat(21) }, "fields.subtitle", "20 characters at most"],
    [{ subtitle: "One\nTwo" }, "fields.subtitle", "one line"],
    [{ subtitle: 5 }, "fields.subtitle", "a text"],
    [{ serves: 0 }, "fields.serves", "1 at least"],
    [{ serves: 100 }, "fields.serves", "99 at most"],
    [{ serves: 1.5 }, "fields.serves", "whole number"],
    [{ serves: "4" }, "fields.serves", "a number"],
    [{ level: "medium" }, "fields.level", "one of easy, hard"],
    [{ vegan: "yes" }, "fields.vegan", "true or false"],
    [{ season: "2026-02-30" }, "fields.season", "a date"],
    [{ served: "2026-11-27" }, "fields.served", "an instant"],
    [{ source: "javascript:alert(1)" }, "fields.source", "http or https"],
    [{ film: "../x" }, "fields.film", "letters, digits"],
    [{ goesWith: {} }, "fields.goesWith", ""],
    [{ history: "<b>" }, "fields.history", ""],
    [{ history: { type: "doc", content: [{ type: "script" }] } }, "fields.history", "must be one of"],
    [{ steps: ["a"] }, "fields.steps", "2 items at least"],
    [{ steps: ["a", "b", "c", "d"] }, "fields.steps", "3 items at most"],
    [{ steps: ["a", 5] }, "fields.steps[1]", "a text"],
    [{ steps: "ab" }, "fields.steps", "a list"],
    [{ price: 5 }, "fields.price", "is no field of the type Recipe"],
    [{ serves: null }, "fields.serves", "Serves is required"],
  ])("that are wrong are named: %j", (values, path, message) => {
    const found = fault(values);
    expect(found?.path).toBe(path);
    expect(found?.message).toContain(message);
  });

  test("may be missing in a draft, but not wrong", () => {
    expect(fault({ serves: undefined }, { required: "may be missing" })).toBe(null);
    expect(fault({ serves: -1 }, { required: "may be missing" })?.path).toBe("fields.serves");
  });

  test("that are required may go on missing where they are saved, and not go", () => {
    expect(fault({ serves: null }, { required: "may not go" })).toBe(null);
    expect(fault({ serves: null }, { required: "may not go", before: { serves: 4 } })?.path).toBe("fields.serves");
  });

  test("that were there before their type changed may stay as they are", () => {
    expect(fault({ price: 5, level: "medium" }, { before: { price: 5, level: "medium" } })).toBe(null);
    expect(fault({ price: 6 }, { before: { price: 5 } })?.path).toBe("fields.price");
  });
});

test("a type has each field once, and a name that documents of the platform's own have not", () => {
  const one = { kind: "boolean", name: "a", label: "A" };
  const wrong = [
    { typeId: "page", name: "X" },
    { typeId: "x", name: "X", fields: [one, one] },
    { typeId: "x", name: "X", fields: [{ ...one, name: "__proto__" }] },
    { typeId: "x", name: "X", fields: [{ kind: "list", name: "b", label: "B", item: { kind: "list" } }] },
    { typeId: "x", name: "X", fields: [{ ...one, kind: "choice", options: [options[0], options[0]] }] },
  ];
  for (const type of wrong) expect(contentTypeSchema.safeParse(type).success).toBe(false);
});
