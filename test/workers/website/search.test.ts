import { afterEach, describe, expect, test, vi } from "vitest";
import type { SearchPage } from "#domain/contracts/index.ts";
import { documentRecord, paragraphs, password } from "./content-fixtures.ts";
import { readPage } from "#durable-objects/website/operations/read-release.ts";
import { configuration, createSite, failureOf, rows, runDeadline, valueOf, withContext } from "./site.ts";
import { runInDurableObject } from "cloudflare:test";

async function searchable(postsPerPage = 10) {
  const site = await createSite({ configuration: { ...configuration, postsPerPage } });
  const search = async (releaseId: string, q: string, path = "/search") =>
    valueOf(await site.stub.readPage({ releaseId, path, query: new URLSearchParams({ q }).toString() })) as SearchPage;
  return {
    ...site,
    search,
    found: async (releaseId: string, q: string, path?: string) =>
      (await search(releaseId, q, path)).items.map(({ documentId }) => documentId),
  };
}

afterEach(() => void vi.restoreAllMocks());

describe("a search", () => {
  test("finds whole words and the beginning of the last, without regard to case and accents, titles first", async () => {
    const { publishRecords, found, search } = await searchable();
    const { releaseId } = await publishRecords(
      documentRecord("body", { body: paragraphs("much text about a Café and its rolls", "and more") }),
      documentRecord("title", { title: "The café", body: paragraphs("other words") }),
      documentRecord("none", { body: paragraphs("nothing of that") }),
    );
    expect(await found(releaseId, "CAFE")).toEqual(["title", "body"]);
    expect(await found(releaseId, "café rol")).toEqual(["body"]);
    // Where no document has such words, beginnings will do.
    expect(await found(releaseId, "caf rol")).toEqual(["body"]);
    expect(await found(releaseId, "afe")).toEqual([]);
    const [item] = (await search(releaseId, "rolls")).items;
    expect(item!.excerpt).toBe("much text about a Café and its rolls and more");
    expect(item!.marked!.excerpt).toEqual([
      { text: "much text about a Café and its ", isMatch: false },
      { text: "rolls", isMatch: true },
      { text: " and more", isMatch: false },
    ]);
  });

  test("finds words of scripts without spaces within a sentence, and shows the sentence as it was written", async () => {
    const { publishRecords, found, search } = await searchable();
    const { releaseId } = await publishRecords(
      documentRecord("zh", { title: "店里的新闻", body: paragraphs("我们的面包 every day 很好吃。") }),
      documentRecord("ja", { body: paragraphs("今日はパンを焼きました") }),
      documentRecord("th", { body: paragraphs("ขนมปังอร่อยมาก") }),
    );
    for (const [query, ids] of [
      ["面包", ["zh"]],
      ["新闻", ["zh"]],
      ["包面", []],
      ["面包 很好", ["zh"]],
      ["パン", ["ja"]],
      ["อร่อย", ["th"]],
    ] as const) {
      expect(await found(releaseId, query), query).toEqual(ids);
    }
    expect((await search(releaseId, "面包")).items[0]!.excerpt).toBe("我们的面包 every day 很好吃。");
  });

  test("takes what is typed for words, never for syntax", async () => {
    const { publishRecords, found, search } = await searchable();
    const { releaseId } = await publishRecords(documentRecord("a", { body: paragraphs("one near two") }));
    for (const query of [
      "one OR zzz",
      "one NOT two",
      "body:one",
      "(one",
      '"one',
      "one*",
      "-one",
      "NEAR(one two)",
      "^",
    ]) {
      const text = await search(releaseId, query);
      expect(text.kind).toBe("search");
    }
    expect(await found(releaseId, 'one "near" two*')).toEqual(["a"]);
    expect(await found(releaseId, "one NOT two")).toEqual([]);
    expect(await found(releaseId, "'; DROP TABLE search_texts; --")).toEqual([]);
    expect(await found(releaseId, "")).toEqual([]);
    expect((await search(releaseId, `one ${"x".repeat(100_000)}`)).query).toHaveLength(200);
  });

  test("finds only what the release shows: no draft, nothing protected, no other edition", async () => {
    const { publishRecords, found, change } = await searchable();
    const old = await publishRecords(
      documentRecord("a", { body: paragraphs("apple") }),
      documentRecord("draft", { status: "draft", body: paragraphs("apple") }),
      documentRecord("secret", { password, body: paragraphs("apple") }),
    );
    const now = await publishRecords(documentRecord("a", { body: paragraphs("pear") }));
    await change({ records: { put: [documentRecord("b", { body: paragraphs("pear") })] } });
    expect([await found(old.releaseId, "apple"), await found(old.releaseId, "pear")]).toEqual([["a"], []]);
    expect([await found(now.releaseId, "apple"), await found(now.releaseId, "pear")]).toEqual([[], ["a"]]);
  });

  test("comes in pages", async () => {
    const { publishRecords, found, search } = await searchable(2);
    const { releaseId } = await publishRecords(
      ...["a", "b", "c"].map((id) => documentRecord(id, { body: paragraphs("word") })),
    );
    expect((await search(releaseId, "word")).pagination).toEqual({ page: 1, pages: 2, total: 3, path: "/search" });
    const all = [...(await found(releaseId, "word")), ...(await found(releaseId, "word", "/search/page/2"))];
    expect(all.toSorted()).toEqual(["a", "b", "c"]);
    expect((await search(releaseId, "word", "/search/page/3")).kind).toBe("not-found");
  });

  test("goes by words as they are until the alarm has written the stems of what another version wrote", async () => {
    const { stub, publishRecords, found } = await searchable();
    const ids = Array.from({ length: 60 }, (_, index) => `d-${index}`);
    const { releaseId } = await publishRecords(
      ...ids.map((id) => documentRecord(id, { body: paragraphs("bakeries of old") })),
    );
    await withContext(stub, {}, (context, { storage }) => {
      // What the version before left: rows without stems, and a deadline.
      const texts = "SELECT 'delete', rowid, title, body FROM search_texts";
      storage.sql.exec(`INSERT INTO search_stems (search_stems, rowid, title, body) ${texts}`);
      storage.sql.exec("DELETE FROM search_names");
      storage.sql.exec("UPDATE search_rows SET words_version = 1");
      context.alarms.schedule("rebuild-search", context.now() + 3_600_000);
    });
    const counts = async () => [(await found(releaseId, "bakeries")).length, (await found(releaseId, "bakery")).length];
    expect(await counts()).toEqual([10, 0]);
    for (let slices = 0; slices < 3; slices += 1) await runDeadline(stub, "rebuild-search");
    expect(await counts()).toEqual([10, 10]);
  });

  test("is refused for a moment beyond a website's allowance, and pages are not", async () => {
    const { stub, publishRecords } = await searchable();
    const { releaseId } = await publishRecords(documentRecord("a", { body: paragraphs("word") }));
    const [searched, page, empty] = await withContext(stub, {}, (context) => {
      vi.spyOn(Date, "now").mockReturnValue(Date.now());
      const ask = (query: string, path = "/search") => readPage(context, { releaseId, path, query });
      return [Array.from({ length: 101 }, () => ask("q=word")), ask("", "/a"), ask("q=")];
    });
    expect(searched.map(({ ok }) => ok)).toEqual([...Array<boolean>(100).fill(true), false]);
    expect(failureOf(searched.at(-1)!).code).toBe("too-many-requests");
    expect([page.ok, empty.ok]).toEqual([true, true]);
  });

  test("keeps no text of editions that the sweep has removed", async () => {
    const { stub, publishRecords, change } = await searchable();
    await publishRecords(documentRecord("a"));
    await change({ records: { put: [documentRecord("forgotten", { body: paragraphs("apple") })] } });
    const count = async (table: string) =>
      (await rows<{ n: number }>(stub, `SELECT count(*) AS n FROM ${table}`))[0]!.n;
    const counts = () => Promise.all(["search_rows", "search_texts", "search_stems", "search_names"].map(count));
    expect(await counts()).toEqual([2, 2, 2, 2]);
    await runInDurableObject<never, void>(
      stub as never,
      (_, { storage }) => void storage.sql.exec("UPDATE changes SET created_at_ms = 0"),
    );
    for (let slices = 0; slices < 6; slices++) await runDeadline(stub, "sweep");
    expect(await counts()).toEqual([1, 1, 1, 1]);
  });
});

describe("an address where nothing is", () => {
  test("suggests what is at addresses like it, of what the release shows", async () => {
    const { stub, publishRecords } = await searchable();
    const { releaseId } = await publishRecords(
      documentRecord("sourdough-bread", { title: "Sourdough" }),
      documentRecord("sourdough-secret", { password }),
    );
    const suggestions = async (path: string) => {
      const page = valueOf(await stub.readPage({ releaseId, path }));
      return page.kind === "not-found" ? page.suggestions : page.kind;
    };
    expect(await suggestions("/blog/sourdogh-bread.html")).toEqual([{ path: "/sourdough-bread", title: "Sourdough" }]);
    expect([await suggestions("/sourdough-secret"), await suggestions("/wp-login.php")]).toEqual(["document", []]);
  });

  test("suggests what the release shows, however many that it does not show are more alike", async () => {
    const { stub, publishRecords, placed } = await searchable();
    const gone = Array.from({ length: 250 }, (_, index) => `gone-${index}`);
    await publishRecords(
      documentRecord("bread", { path: "/sourdough-bread", title: "What we bake of rye and of wheat on Saturdays" }),
      ...gone.map((id, index) => documentRecord(id, { path: `/${index}/sourdogh-bread`, title: "Sourdogh" })),
    );
    const { releaseId } = await placed({ remove: gone });
    const page = valueOf(await stub.readPage({ releaseId, path: "/sourdogh-bread" }));
    expect(page).toMatchObject({ kind: "not-found", suggestions: [{ path: "/sourdough-bread" }] });
  });

  test("suggests nothing for a moment beyond a website's allowance", async () => {
    const { stub, publishRecords } = await searchable();
    const { releaseId } = await publishRecords(documentRecord("sourdough-bread"));
    const pages = await withContext(stub, {}, (context) => {
      vi.spyOn(Date, "now").mockReturnValue(Date.now());
      const ask = (_: unknown, number: number) => readPage(context, { releaseId, path: `/sourdough-bread-${number}` });
      return Array.from({ length: 21 }, ask);
    });
    const counts = pages.map((page) =>
      page.ok && page.value.kind === "not-found" ? page.value.suggestions!.length : null,
    );
    expect(counts).toEqual([...Array<number>(20).fill(1), 0]);
  });
});
