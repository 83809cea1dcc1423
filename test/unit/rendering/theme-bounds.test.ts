import { expect, test } from "vitest";
import { checkTemplates } from "#workers/rendering/check-templates.ts";
import { assembleTheme } from "#domain/theme/index.ts";
import { smallTheme } from "#test/support/zip.ts";

const check = (templates: Record<string, string>) =>
  checkTemplates({ files: {} }, new Map(Object.entries(templates))).map(({ file, message }) => `${file}: ${message}`);

const bytes = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const smallFiles = () => new Map(Object.entries(smallTheme).map(([path, text]) => [path, bytes(text)]));

test.each([
  ["outputs", "{{ a }}".repeat(5_001)],
  ["tags", "{% assign a = 1 %}".repeat(5_001)],
  ["lines of a liquid tag", `{%- liquid\n${"assign a = 1\n".repeat(5_001)}%}`],
  ["comments that never end", "{% comment %}".repeat(5_001)],
])("a template of too many %s is refused before it is parsed", (_, template) => {
  expect(check({ "templates/page": template })).toEqual(["templates/page.liquid: has more than 5000 tags and outputs"]);
});

test("a theme of too many tags is refused where they become too many", () => {
  const many = "{{ a }}".repeat(4_000);
  expect(check({ "snippets/a": many, "snippets/b": many, "snippets/c": many, "snippets/d": "{{ a }}" })).toEqual([
    "snippets/c.liquid: the theme's templates have more than 10000 tags and outputs up to here",
  ]);
});

test("a theme whose texts have too many bytes in all is refused", () => {
  const files = smallFiles();
  for (let index = 0; index < 5; index += 1) files.set(`snippets/s${index}.liquid`, bytes("x".repeat(450_000)));
  expect(assembleTheme(files)).toEqual({
    faults: [{ file: "", message: "Templates, locales and schemas may have at most 2000000 bytes in all." }],
  });
});

test("texts in another encoding are refused by name", () => {
  const files = smallFiles();
  files.set("templates/page.liquid", Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
  expect(assembleTheme(files)).toEqual({ faults: [{ file: "templates/page.liquid", message: "is not UTF-8" }] });
});
