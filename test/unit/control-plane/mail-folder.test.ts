import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailerOf, mailFolderOf, type Mail } from "#control-plane/drivers/mail/index.ts";

const idOf = (n: number) => `01a21c2e-0000-7000-8000-${String(n).padStart(12, "0")}`;
const mail = (n: number, subject = `Mail ${n}`): Mail => ({
  mailId: idOf(n),
  to: `person-${n}@example.com`,
  subject,
  text: `Text ${n}`,
  html: `<p>HTML ${n}</p>`,
});

describe("mails that are kept in a folder", () => {
  let directory: string;
  const urlOf = () => pathToFileURL(directory).href;
  const folder = () => mailFolderOf(urlOf())!;
  const send = (each: Mail) => mailerOf(urlOf(), "HotSwap <no-reply@example.com>").send(each);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "hotswap-mails-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** All subjects by pages, and what happens between two of them. */
  async function readAll(limit: number, between: () => Promise<void> = async () => {}): Promise<string[]> {
    const subjects: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await folder().list({ limit, cursor: cursor === null ? undefined : Number(cursor) });
      subjects.push(...page.items.map(({ subject }) => subject));
      cursor = page.cursor;
      await between();
    } while (cursor !== null);
    return subjects;
  }

  test("are listed newest first, each once, also while more come", async () => {
    for (let n = 1; n <= 7; n++) await send(mail(n));
    const expected = [7, 6, 5, 4, 3, 2, 1].map((n) => `Mail ${n}`);
    expect(await readAll(3)).toEqual(expected);
    expect(await readAll(7)).toEqual(expected);
    expect(await readAll(2, () => send(mail(8)))).toEqual(expected);
  });

  test("are listed to the first, also when their index is long", async () => {
    const count = 1_500;
    for (let n = 1; n <= count; n++) {
      const line = {
        mailId: idOf(n),
        at: new Date(n).toISOString(),
        to: "a@example.com",
        subject: `ü${n} `.repeat(60),
      };
      appendFileSync(join(directory, "index.ndjson"), `${JSON.stringify(line)}\n`);
    }
    const subjects = await readAll(100);
    expect(subjects).toHaveLength(count);
    expect([subjects[0], subjects.at(-1)]).toEqual([`ü${count} `.repeat(60), "ü1 ".repeat(60)]);
  });

  test("are given as they were handed over, subject and umlauts included", async () => {
    await send(mail(1, 'Grüße "an" <alle>'));
    expect(await folder().find(idOf(1))).toMatchObject({
      to: "person-1@example.com",
      subject: 'Grüße "an" <alle>',
      text: "Text 1",
      html: "<p>HTML 1</p>",
    });
    expect(await folder().find(idOf(2))).toBeNull();
  });

  test("can be listed before there is one, and when a crash left half a line", async () => {
    expect(await folder().list({ limit: 5, cursor: undefined })).toEqual({ items: [], cursor: null });
    await send(mail(1));
    appendFileSync(join(directory, "index.ndjson"), '{"mailId":"01a2');
    expect(await readAll(5)).toEqual(["Mail 1"]);
    appendFileSync(join(directory, "index.ndjson"), "\n");
    await send(mail(2));
    expect(await readAll(5)).toEqual(["Mail 2", "Mail 1"]);
  });

  test("can be read by their owner alone: they hold links as good as passwords", async () => {
    await send(mail(1));
    for (const name of [`${idOf(1)}.eml`, `${idOf(1)}.json`, "index.ndjson"]) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });

  test("are in no folder where they are delivered", () => {
    expect(mailFolderOf("smtp://mail.example.com")).toBeNull();
    expect(mailFolderOf(null)).toBeNull();
  });
});
