import { expect, test } from "vitest";
import { themeSettingsSchemaSchema, usedThemeSettings, validateThemeSettings } from "#domain/theme/index.ts";

const options = [
  { value: "a", label: "A" },
  { value: "b", label: "B" },
];
const schema = themeSettingsSchemaSchema.parse([
  {
    name: "All",
    settings: [
      { type: "text", id: "text", label: "Text", default: "x" },
      { type: "textarea", id: "textarea", label: "Long" },
      { type: "checkbox", id: "checkbox", label: "Check", default: false },
      { type: "number", id: "number", label: "Number", default: 1 },
      { type: "range", id: "range", label: "Range", min: 1, max: 2, step: 0.1, default: 1.5 },
      { type: "select", id: "select", label: "Select", options, default: "a" },
      { type: "radio", id: "radio", label: "Radio", options, default: "b" },
      { type: "color", id: "color", label: "Colour", default: "#000000" },
      { type: "url", id: "url", label: "Address" },
      { type: "image", id: "image", label: "Image" },
    ],
  },
]);

test.each([
  ["text", "any", 1],
  ["textarea", "any", null],
  ["checkbox", true, "true"],
  ["number", 2.5, "2.5"],
  ["range", 1.7, 1.75],
  ["range", 1, 3],
  ["select", "b", "c"],
  ["radio", "a", true],
  ["color", "#0B6e4f", "red"],
  ["color", "#0b6e4f", "#0b6e4f;}"],
  ["url", "/about", "javascript:alert(1)"],
  ["url", "", "//evil.example"],
  ["image", "m1", "../m1"],
  ["image", null, {}],
])("%s takes %o and not %o", (id, right, wrong) => {
  expect(validateThemeSettings(schema, { [id]: right })).toEqual([]);
  expect(validateThemeSettings(schema, { [id]: wrong })).toEqual([{ id, message: expect.stringMatching(/^must /) }]);
});

test("each setting that is unknown or does not fit is named", () => {
  const faults = validateThemeSettings(schema, { color: "red", constructor: 1, accent: "#000000" });
  expect(faults.map(({ id }) => id)).toEqual(["color", "constructor", "accent"]);
});

test("what is used are the settings that fit, else the defaults", () => {
  const used = usedThemeSettings(
    schema,
    JSON.parse('{"text": 1, "range": 1.2, "other": 1, "__proto__": {"text": "y"}}'),
  );
  expect(used).toMatchObject({ text: "x", range: 1.2, checkbox: false, url: null, image: null });
  expect(Object.keys(used)).toHaveLength(10);
});

test.each([
  [
    "two settings of one id",
    [
      { type: "image", id: "a", label: "A" },
      { type: "image", id: "a", label: "A" },
    ],
    /another setting/,
  ],
  [
    "a default that is no choice",
    [{ type: "select", id: "a", label: "A", options, default: "z" }],
    /must be one of a, b/,
  ],
  ["a default out of range", [{ type: "range", id: "a", label: "A", min: 0, max: 1, default: 2 }], /from 0 to 1/],
  ["an id that templates cannot name", [{ type: "image", id: "a-b", label: "A" }], /letters/],
])("a schema with %s is refused", (_, settings, message) => {
  const parsed = themeSettingsSchemaSchema.safeParse([{ name: "G", settings }]);
  expect(parsed.error?.issues.map((issue) => issue.message).join()).toMatch(message);
});
