import { describe, expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { smallTheme, zip, zippedTheme, type ZippedFile } from "#test/support/zip.ts";
import { callApi, problemIn } from "./call-api.ts";

const headers = { "Content-Type": "application/zip" };
const upload = (bytes: Uint8Array<ArrayBuffer>) => callApi("POST", "/themes", { body: bytes, headers });
const layout = sha256(smallTheme["layout/theme.liquid"]!);

async function isStored(digest: string): Promise<boolean> {
  return (await callApi("HEAD", `/blobs/${digest}`)).status === 200;
}

describe("a zipped theme", () => {
  test("that is wrong anywhere leaves nothing behind", async () => {
    const wrong = zip(zippedTheme({ "templates/page.liquid": "{% if %}", "sections/a.liquid": "only here" }));
    expect((await upload(wrong)).status).toBe(422);
    expect(await isStored(sha256("only here"))).toBe(false);
  });

  test("is stored file by file, the same whether it lies in a folder, and whatever lies beside it", async () => {
    const settings = [{ name: "Looks", settings: [{ type: "checkbox", id: "wide", label: "Wide", default: true }] }];
    const files = { "config/settings_schema.json": JSON.stringify(settings) };
    const plain = await upload(zip(zippedTheme(files)));
    expect(plain.status).toBe(201);
    const stored = (await plain.json()) as { theme: string; package: { settings: unknown } };
    expect(stored.package.settings).toEqual(settings);
    expect(await isStored(layout)).toBe(true);
    const beside: ZippedFile[] = [
      { name: "small-1.0.0/", unixMode: 0o40755, isStored: true },
      { name: "small-1.0.0/README.md", content: "Read me." },
      { name: "__MACOSX/small-1.0.0/._theme.json", content: "x" },
    ];
    const inFolder = await upload(zip([...beside, ...zippedTheme(files, "small-1.0.0/")], "a comment"));
    expect(((await inFolder.json()) as { theme: string }).theme).toBe(stored.theme);
  });

  test("names all that is wrong, with file and place", async () => {
    const answer = await upload(
      zip(
        zippedTheme({
          "theme.json": '{\n  "format": 1,\n  oops',
          "templates/post.liquid": undefined,
          "templates/404.liquid": undefined,
          "templates/page.liquid": "line one\n  {{ page.title | shout }}",
          "sections/hero.liquid": "{% for x in y %}",
          "locales/en.default.json": '{"a": 1}',
          "config/settings_schema.json": '[{"name": "Looks", "settings": [{"type": "colour"}]}]',
          "assets/page.html": "<script>",
          "assets/../x": "",
        }).filter(({ name }) => name !== "assets/../x"),
      ),
    );
    const { errors = [], status } = await problemIn(answer);
    expect(status).toBe(422);
    const named = errors.map(({ location, message }) => `${location}: ${message}`);
    for (const expected of [
      /^theme\.json: line 3, column \d+: is not JSON$/,
      /^templates\/post\.liquid: is missing$/,
      /^templates\/404\.liquid: is missing$/,
      /^templates\/page\.liquid: line 2, column 3: undefined filter: shout$/,
      /^sections\/hero\.liquid: line 1, column 1: tag {% for x in y %} not closed$/,
      /^locales\/en\.default\.json: a must be a text/,
      /^config\/settings_schema\.json: \[0\]\.settings\[0\]\.type /,
      /^assets\/page\.html: must end with/,
    ]) {
      expect(named).toContainEqual(expect.stringMatching(expected));
    }
  });
});

const bomb = new Uint8Array(4_000_000);
const link = { name: "assets/a.css", content: "/etc/passwd", unixMode: 0o120777 };

const hostile: readonly (readonly [string, readonly ZippedFile[], RegExp])[] = [
  ["a way out", [{ name: "../evil.liquid" }], /'\.\.' segments/],
  ["a way out further in", [{ name: "assets/../../evil.css" }], /'\.\.' segments/],
  ["an absolute path", [{ name: "/etc/evil.css" }], /absolute/],
  ["a drive letter", [{ name: "C:evil.css" }], /drive letter/],
  ["backslashes", [{ name: "assets\\..\\evil.css" }], /backslash/],
  ["a NUL in a name", [{ name: "assets/a.css\u0000.png" }], /control characters/],
  ["a symbolic link", [link], /symbolic link/],
  ["a device", [{ ...link, unixMode: 0o20644 }], /neither a file nor a folder/],
  ["an encrypted entry", [{ name: "assets/a.css", content: "x", flags: 0x0801 }], /encrypted/],
  ["another compression", [{ name: "assets/a.css", content: "x", method: 12 }], /stored or deflated/],
  ["names that differ in case", [{ name: "assets/A.css" }, { name: "assets/a.css" }], /only in how it is written/],
  ["the same name twice", [{ name: "assets/a.css" }, { name: "assets/a.css" }], /there twice/],
  [
    "a name that normalises into another",
    [{ name: "assets/\u212a.css" }, { name: "assets/k.css" }],
    /only in how it is written/,
  ],
  ["a bomb", [{ name: "assets/a.css", content: bomb }], /more than 200 times/],
  [
    "a bomb that says it is small",
    [{ name: "assets/a.css", content: bomb, says: { bytes: 10 } }],
    /cannot be inflated/,
  ],
  [
    "a size that is too large",
    [{ name: "assets/a.css", content: "x", says: { bytes: 9_000_000 } }],
    /at most 5000000 bytes/,
  ],
  ["a size that is not reached", [{ name: "assets/a.css", content: "x", says: { bytes: 10 } }], /another size/],
  ["a false checksum", [{ name: "assets/a.css", content: "x", says: { crc32: 1 } }], /checksum/],
  ["two names of one entry", [{ name: "assets/a.css", localName: "assets/b.css", content: "x" }], /another name/],
  [
    "entries that share data",
    [
      { name: "assets/a.css", content: "x" },
      { name: "assets/a.css", sharesData: true, content: "x" },
    ],
    /lies within/,
  ],
  ["an entry of zip64", [{ name: "assets/a.css", says: { bytes: 0xffffffff } }], /zip64/],
  [
    "data beyond the end",
    [{ name: "assets/a.css", content: "x", says: { compressedBytes: 900_000 } }],
    /beyond the end/,
  ],
  ["too many files", Array.from({ length: 600 }, (_, index) => ({ name: `assets/${index}.css` })), /at most 500 files/],
  ["a page of HTML", [{ name: "assets/a.html", content: "<script>" }], /must end with/],
  ["a folder within a folder", [{ name: "assets/deep/a.css", content: "x" }], /directly in/],
  [
    "a template of very many tags",
    [{ name: "sections/a.liquid", content: "{% if a %}".repeat(20_000), isStored: true }],
    /more than 5000 tags/,
  ],
  [
    "a template that is not closed",
    [{ name: "sections/a.liquid", content: "{% if a %}".repeat(5_000), isStored: true }],
    /not closed|nested too deeply/,
  ],
];

test.each(hostile)("a zip with %s is refused, and says so", async (_, files, message) => {
  const answer = await upload(zip([...zippedTheme(), ...files]));
  expect(answer.status).toBe(422);
  const { errors = [], detail } = await problemIn(answer);
  expect([detail, ...errors.map((error) => error.message)].join("\n")).toMatch(message);
});

test("what is no zip, or only part of one, is refused", async () => {
  const whole = zip(zippedTheme());
  for (const bytes of [new Uint8Array(0), whole.slice(0, -10), whole.slice(10), Uint8Array.from([...whole, 0])]) {
    expect((await problemIn(await upload(bytes))).detail).toMatch(/zip|broken|not where/i);
  }
});

test("a zip that is cut or changed anywhere is refused or harmless, and never a fault of ours", async () => {
  const whole = zip(zippedTheme());
  for (let at = 0; at < whole.length; at += 17) {
    const changed = Uint8Array.from(whole);
    changed[at]! ^= 0xff;
    expect([201, 422]).toContain((await upload(changed)).status);
  }
});
