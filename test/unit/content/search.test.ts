import { beforeEach, describe, expect, test } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import { canonicalJson, sha256 } from "#domain/digest/index.ts";
import { textOf, type Document, type DocumentInput } from "#domain/document/index.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { ContentStore } from "#durable-objects/website/content/content-store.ts";
import { editRecords } from "#durable-objects/website/content/edit-records.ts";
import {
  findAlike,
  findMatches,
  lacksStems,
  LiveRows,
  matchedTexts,
  plainText,
  rebuildSearchRows,
  removeSearchRow,
} from "#durable-objects/website/content/search/index.ts";
import { emptyRoot } from "#durable-objects/website/content/tree.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import type { Sql } from "#durable-objects/support/sql.ts";
import { documentOf, recordOf } from "./records.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

let sql: Sql;
let store: ContentStore;
let live: LiveRows;
let root: string;

beforeEach(() => {
  sql = sqliteStorage();
  migrate(sql, websiteMigrations);
  store = new ContentStore(sql);
  live = new LiveRows(sql, store);
  root = emptyRoot(store);
});

function text(documentId: string, words: string, given: Partial<DocumentInput> = {}): ContentRecord {
  const body = {
    type: "doc" as const,
    content: words === "" ? [] : [{ type: "paragraph" as const, content: [{ type: "text" as const, text: words }] }],
  };
  return recordOf("document", documentOf({ documentId, title: "", body, ...given }));
}

function put(...records: readonly ContentRecord[]): string {
  const edited = editRecords(store, root, { put: records, delete: [] });
  if (!edited.ok) throw new Error(edited.failure.detail);
  root = edited.value;
  return root;
}

function found(query: string, { at = root, language = "en" } = {}): readonly string[] {
  const matches = findMatches(sql, query, { live: live.of(at), isEnglish: language === "en" });
  return matches === null ? [] : matchedTexts(sql, matches, matches.rows).map(({ documentId }) => documentId);
}

describe("what is found", () => {
  test("are English words in all their forms, other languages' as they are written", () => {
    put(text("a", "The bakery was running out of loaves"), text("b", "It runs"), text("c", "Brote und Brötchen"));
    expect(found("bakeries")).toEqual(["a"]);
    expect(found("running").toSorted()).toEqual(["a", "b"]);
    expect(found("running", { language: "de" })).toEqual(["a"]);
    expect(found("brotchen", { language: "de" })).toEqual(["c"]);
    expect(found("Bro", { language: "de" })).toEqual(["c"]);
  });

  test("are words of which only the last may be a beginning, as long as there are such", () => {
    put(text("a", "bread rolls"), text("b", "breadth rolls"));
    expect(found("bread rol", { language: "de" })).toEqual(["a"]);
    expect(found("brea rol", { language: "de" }).toSorted()).toEqual(["a", "b"]);
    expect(found("bread r", { language: "de" })).toEqual([]);
  });

  test("are words of scripts with combining vowels, and letters written in either form", () => {
    put(text("hi", "हिन्दी में रोटी"), text("nfd", "cafe\u0301 au lait"));
    expect(found("रोटी", { language: "hi" })).toEqual(["hi"]);
    expect(found("café", { language: "fr" })).toEqual(["nfd"]);
    expect(found("cafe\u0301", { language: "fr" })).toEqual(["nfd"]);
  });
});

describe("words that are also written otherwise", () => {
  test.each([
    ["Straße", "strasse"],
    ["Straßenbahn", "strassenbahn"],
    ["GROẞE Größe", "grosse"],
    ["cœur", "coeur"],
    ["Łódź", "lodz"],
    ["Đường phố", "duong pho"],
    ["ışık", "isik"],
    ["Ёлка ещё", "елка еще"],
    ["οδός", "ΟΔΟΣ"],
    ["Ελληνικά", "ελληνικα"],
    ["اللُّغَة العَرَبِيَّة", "اللغة العربية"],
    ["أحمد", "احمد"],
    ["שָׁלוֹם", "שלום"],
    ["ﬁne ＡＢＣ", "fine abc"],
  ])("%s is found by %s, and the other way round", (written, asked) => {
    put(text("a", `before ${written} after`), text("b", `before ${asked} after`));
    for (const query of [written, asked])
      expect(found(query, { language: "de" }).toSorted(), query).toEqual(["a", "b"]);
  });

  test("are shown as they were written, and marked once", () => {
    put(text("a", "Die Straße, die große Straße am Meer", { title: "Straße" }));
    for (const query of ["strasse", "Straße"]) {
      const matches = findMatches(sql, query, { live: live.of(root), isEnglish: false })!;
      const { title, excerpt } = matchedTexts(sql, matches, matches.rows)[0]!;
      expect(title).toEqual([{ text: "Straße", isMatch: true }]);
      expect(excerpt.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("")).toBe(
        "Die [Straße], die große [Straße] am Meer",
      );
    }
  });

  test("leave no trace where a text is cut", () => {
    const words = Array.from({ length: 400 }, (_, index) => `größe${index}`);
    put(text("a", words.join(" ")));
    for (const index of [0, 1, 20, 200, 380, 399]) {
      const matches = findMatches(sql, `grosse${index}`, { live: live.of(root), isEnglish: false })!;
      const shown = plainText(matchedTexts(sql, matches, matches.rows)[0]!.excerpt);
      expect(shown, shown).toMatch(/^…?(?:gr(?:ö|o)(?:ß|ss)e\d+ ?)+…?$/);
      expect(shown).toContain(`größe${index}`);
    }
  });

  test("are letters that are told apart where whoever writes them does", () => {
    put(text("a", "мой край"), text("b", "がぎ"), text("c", "हिन्दी"), text("d", "한국어"));
    expect([found("край"), found("краи"), found("が"), found("हिन्दी"), found("한국")]).toEqual([
      ["a"],
      [],
      ["b"],
      ["c"],
      ["d"],
    ]);
  });
});

describe("the order", () => {
  test("puts titles before bodies, and of what matches alike the newer first", () => {
    put(
      text("body", "something about bread and butter here"),
      text("old", "one loaf", { title: "Bread", publishedAt: "2020-01-01T00:00:00Z" }),
      text("new", "one loaf", { title: "Bread", publishedAt: "2024-01-01T00:00:00Z" }),
      text("undated", "one loaf", { title: "Bread" }),
    );
    expect(found("bread")).toEqual(["new", "old", "undated", "body"]);
  });

  test("finds titles among more matches than are ranked", () => {
    put(text("titled", "bread", { title: "Bread" }));
    for (let batch = 0; batch < 5; batch += 1) {
      put(...Array.from({ length: 600 }, (_, index) => text(`n-${batch}-${index}`, "bread and more words around it")));
    }
    const matches = findMatches(sql, "bread", { live: live.of(root), isEnglish: true })!;
    expect([matches.total, matchedTexts(sql, matches, matches.rows)[0]!.documentId]).toEqual([3_001, "titled"]);
  });
});

describe("editions", () => {
  test("that no longer count keep none that does from being found, however many there are", () => {
    put(text("quiet", "bread"));
    const versions = Array.from({ length: 300 }, (_, version) => put(text("busy", `bread number ${version}`)));
    expect(found("bread").toSorted()).toEqual(["busy", "quiet"]);
    expect(found("number 299")).toEqual(["busy"]);
    expect(found("number 298")).toEqual([]);
    expect(found("number 17", { at: versions[17]! })).toEqual(["busy"]);
  });

  test("of a content made of another are as those found from the beginning", () => {
    const roots = [put(text("a", "apple"), text("b", "pear")), put(text("a", "pear")), put(text("c", "apple"))];
    for (const at of [roots[2]!, roots[0]!, roots[1]!, roots[0]!]) {
      const afresh = new LiveRows(sql, store).of(at);
      for (let row = 0; row < 20; row += 1) expect(live.of(at).has(row)).toBe(afresh.has(row));
    }
  });
});

describe("the place that was found", () => {
  test("is text in pieces, with nothing that the text could forge", () => {
    put(text("a", "<b>bread</b> & <script>", { title: "<i>\u0001Bread\u0002" }));
    const matches = findMatches(sql, "bread", { live: live.of(root), isEnglish: true })!;
    const { title, excerpt } = matchedTexts(sql, matches, matches.rows)[0]!;
    expect(title).toEqual([
      { text: "<i>", isMatch: false },
      { text: "Bread", isMatch: true },
    ]);
    expect(excerpt.filter(({ isMatch }) => isMatch)).toEqual([{ text: "bread", isMatch: true }]);
    expect(plainText(excerpt)).toBe("<b>bread</b> & <script>");
  });

  test("ends with what belongs to its last letter", () => {
    put(text("a", "ว่า สวัสดีครับ"));
    const matches = findMatches(sql, "สวัสดี", { live: live.of(root), isEnglish: false })!;
    expect(matchedTexts(sql, matches, matches.rows)[0]!.excerpt).toContainEqual({ text: "สวัสดี", isMatch: true });
  });

  test("marks a word of a script without spaces as one", () => {
    put(text("a", "我们的面包很好吃"));
    const matches = findMatches(sql, "面包", { live: live.of(root), isEnglish: false })!;
    expect(matchedTexts(sql, matches, matches.rows)[0]!.excerpt).toEqual([
      { text: "我们的", isMatch: false },
      { text: "面包", isMatch: true },
      { text: "很好吃", isMatch: false },
    ]);
  });
});

test("words that another version wrote are written anew in slices, and can be searched for meanwhile", () => {
  const records = Array.from({ length: 5 }, (_, index) => text(`d${index}`, `bakeries number ${index}`));
  const before = websiteMigrations.findIndex(({ name }) => name === "search-words");
  sql = sqliteStorage();
  migrate(sql, websiteMigrations.slice(0, before));
  for (const [index, { value }] of records.entries()) {
    const document = value as Document;
    const bytes = new TextEncoder().encode(canonicalJson({ kind: "document", value }));
    sql.exec("INSERT INTO records (digest, part, bytes) VALUES (?, 0, ?)", sha256(bytes), bytes);
    const row = [index + 1, sha256(bytes), document.documentId];
    sql.exec("INSERT INTO search_rows (search_row, record, document_id) VALUES (?, ?, ?)", ...row);
    sql.exec("INSERT INTO search_texts (rowid, title, body) VALUES (?, '', ?)", index + 1, textOf(document.body));
  }
  migrate(sql, websiteMigrations);
  store = new ContentStore(sql);
  root = emptyRoot(store);
  live = new LiveRows(sql, store);
  put(...records);
  expect(sql.exec("SELECT name FROM deadlines").toArray()).toEqual([{ name: "rebuild-search" }]);
  expect([lacksStems(sql), found("bakeries", { language: "de" }).length, found("bakery").length]).toEqual([true, 5, 0]);
  const slices: boolean[] = [];
  do slices.push(rebuildSearchRows(sql, (digest) => store.readRecord(digest), 2));
  while (slices.at(-1) === false);
  expect([slices.length, lacksStems(sql), found("bakery").length]).toEqual([3, false, 5]);
  // What was written anew can be taken away again.
  for (const { record } of sql.exec<{ record: string }>("SELECT record FROM search_rows").toArray())
    removeSearchRow(sql, record);
  expect(found("bakery")).toEqual([]);
});

describe("an address that is nearly right", () => {
  test("is answered with those it may have been", () => {
    put(
      text("bread", "", { path: "/recipes/sourdough-bread", title: "Sourdough bread" }),
      text("rolls", "", { path: "/recipes/rolls", title: "Rolls" }),
      text("draft", "", { path: "/sourdough-bread-draft", title: "Sourdough bread", status: "draft" }),
    );
    const alike = (path: string) => findAlike(sql, path, live.of(root), 5);
    for (const path of [
      "/sourdough-bread",
      "/recipes/sourdogh-bread",
      "/blog/2019/sourdough_bread.html",
      "/Sourdough",
    ]) {
      expect(alike(path), path).toEqual(["bread"]);
    }
    for (const path of ["/wp-login.php", "/", "/a", "/.env", '/"; DROP TABLE search_names', "/%%%", "/xmlrpc.php"]) {
      expect(alike(path), path).toEqual([]);
    }
  });
});
