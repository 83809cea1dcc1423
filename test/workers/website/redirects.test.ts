import { describe, expect, test } from "vitest";
import { documentRecord, termRecord } from "./content-fixtures.ts";
import { siteWith } from "./pages-of-site.ts";
import { createSite, failureOf, recordOf, valueOf } from "./site.ts";

describe("redirects", () => {
  const to = (from: string, target: object, permanent = true) => recordOf("redirect", { from, to: target, permanent });

  test("lead from old paths and queries to where things are now, unless something is there", async () => {
    const digest = "a".repeat(64);
    const { page } = await siteWith([
      documentRecord("rolls", { path: "/Brötchen" }),
      termRecord("t"),
      recordOf("media", { mediaId: "m", fileName: "a b.png", contentType: "image/png", digest }),
      to("/old", { kind: "document", documentId: "rolls" }, false),
      to("/?p=12", { kind: "term", termId: "t" }),
      to("/?attachment_id=3", { kind: "media", mediaId: "m" }),
      to("/away", { kind: "url", url: "https://example.org/x" }),
      to("/Brötchen", { kind: "path", path: "/elsewhere" }),
      to("/gone", { kind: "document", documentId: "gone" }),
    ]);
    expect(await page("/old")).toEqual({ kind: "redirect", location: "/Br%C3%B6tchen", permanent: false });
    expect(await page("/", "utm=1&p=12")).toMatchObject({ location: "/category/t", permanent: true });
    expect(await page("/", "attachment_id=3")).toMatchObject({ location: `/_hotswap/assets/${digest}/a%20b.png` });
    expect(await page("/away")).toMatchObject({ location: "https://example.org/x" });
    expect((await page("/Brötchen")).kind).toBe("document");
    expect((await page("/gone")).kind).toBe("not-found");
    expect([(await page("/", "p=13")).kind, (await page("/", "p=12%00")).kind]).toEqual(["list", "list"]);
  });
});

describe("redirects that lead to redirects", () => {
  const to = (from: string, path: string, permanent = true) =>
    recordOf("redirect", { from, to: { kind: "path", path }, permanent });

  test("send visitors where they end, at once, and nowhere when they lead round in a circle", async () => {
    const {
      stub,
      page: before,
      placed,
    } = await siteWith([
      documentRecord("here"),
      documentRecord("round-b"),
      to("/first", "/second"),
      to("/second", "/here"),
      to("/brief", "/second", false),
      to("/here", "/first"),
      to("/round-a", "/round-b"),
      to("/round-b", "/round-a"),
      to("/into-round", "/round-a"),
      ...Array.from({ length: 40 }, (_, index) => to(`/far-${index}`, `/far-${index + 1}`)),
    ]);
    expect(await before("/round-a")).toMatchObject({ location: "/round-b" });
    // Without what is there they lead round in a circle, which nobody wrote.
    const { releaseId } = await placed({ remove: ["round-b"] });
    const page = async (path: string) => valueOf(await stub.readPage({ releaseId, path }));
    expect(await page("/first")).toEqual({ kind: "redirect", location: "/here", permanent: true });
    expect(await page("/brief")).toEqual({ kind: "redirect", location: "/here", permanent: false });
    expect((await page("/here")).kind).toBe("document");
    for (const path of ["/round-a", "/round-b", "/into-round"]) {
      expect((await page(path)).kind).toBe("not-found");
    }
    expect(await page("/far-39")).toMatchObject({ location: "/far-40" });
    // A long way is gone in more than one step.
    expect(await page("/far-0")).toMatchObject({ location: "/far-21", permanent: true });
  });

  test("to other websites are addresses that a header can carry; one that is no address leads nowhere", async () => {
    const away = (from: string, url: string) => recordOf("redirect", { from, to: { kind: "url", url } });
    const { page } = await siteWith([away("/a", "https://example.org/日本?q=ü"), away("/b", "https://[x")]);
    expect(await page("/a")).toMatchObject({ location: "https://example.org/%E6%97%A5%E6%9C%AC?q=%C3%BC" });
    expect((await page("/b")).kind).toBe("not-found");
  });
});

describe("redirects by pattern", () => {
  const pattern = (from: string, path: string) =>
    recordOf("redirect", { from, match: "pattern", to: { kind: "path", path } });
  const exact = (from: string, path: string) => recordOf("redirect", { from, to: { kind: "path", path } });

  test("come after what is at a path and after redirects from it alone, and follow other redirects", async () => {
    const { page } = await siteWith([
      documentRecord("kept", { path: "/old/kept" }),
      exact("/old/special", "/exact"),
      pattern("/old/*", "/new/:splat"),
      pattern("/new/:slug.html", "/posts/:slug"),
      exact("/plain/*", "/literal"),
    ]);
    expect((await page("/old/kept")).kind).toBe("document");
    expect(await page("/old/special")).toMatchObject({ location: "/exact" });
    expect(await page("/old/a/b")).toMatchObject({ location: "/new/a/b", permanent: true, isOneOfMany: true });
    expect(await page("/old/rolls.html")).toMatchObject({ location: "/posts/rolls" });
    expect([(await page("/plain/x")).kind, (await page("/plain/*")).kind]).toEqual(["not-found", "redirect"]);
  });

  test("are those of the release, and change with it", async () => {
    const site = await siteWith([pattern("/old/*", "/a/:splat")]);
    const { releaseId } = await site.publishRecords(pattern("/old/*", "/b/:splat"));
    const without = await site.placed({ records: { delete: [{ kind: "redirect", id: "/old/*" }] } });
    const at = async (id: string) => valueOf(await site.stub.readPage({ releaseId: id, path: "/old/x" }));
    expect(await at(site.releaseId)).toMatchObject({ location: "/a/x" });
    expect(await at(releaseId)).toMatchObject({ location: "/b/x" });
    expect((await at(without.releaseId)).kind).toBe("not-found");
  });

  test.each([
    ["to themselves", [exact("/a", "/a")]],
    ["by others", [exact("/a", "/b"), exact("/b", "/a")]],
    ["by patterns", [pattern("/a/*", "/b/:splat"), pattern("/b/:x", "/a/:x")]],
    ["on and on", [pattern("/a/*", "/a/b/:splat")]],
  ])("that lead round in a circle %s are refused", async (_, put) => {
    const { stub } = await createSite();
    const refused = await stub.createChange({
      leaves: {},
      documents: { put: [], delete: [] },
      records: { put, delete: [] },
    });
    expect(failureOf(refused)).toMatchObject({ code: "invalid-record", detail: expect.stringContaining("circle") });
  });

  test("may be a thousand", async () => {
    const site = await createSite();
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => pattern(`/old-${from + index}/*`, "/new"));
    await site.publishRecords(...many(0, 1_000));
    // One of them may be written again, but no further one.
    await site.publishRecords(pattern("/old-1/*", "/newer"));
    const put = many(1_000, 1_001);
    const refused = await site.stub.createChange({
      leaves: {},
      documents: { put: [], delete: [] },
      records: { put, delete: [] },
    });
    expect(failureOf(refused)).toMatchObject({
      code: "invalid-record",
      detail: expect.stringContaining("1000 redirects"),
    });
    await site.change({ records: { put, delete: [{ kind: "redirect", id: "/old-7/*" }] } });
  });
});
