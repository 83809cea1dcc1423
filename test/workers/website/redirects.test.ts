import { describe, expect, test } from "vitest";
import { documentRecord, termRecord } from "./content-fixtures.ts";
import { siteWith } from "./pages-of-site.ts";
import { recordOf } from "./site.ts";

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
      to("/self", { kind: "path", path: "/self" }),
    ]);
    expect(await page("/old")).toEqual({ kind: "redirect", location: "/Br%C3%B6tchen", permanent: false });
    expect(await page("/", "utm=1&p=12")).toMatchObject({ location: "/category/t", permanent: true });
    expect(await page("/", "attachment_id=3")).toMatchObject({ location: `/_hotswap/assets/${digest}/a%20b.png` });
    expect(await page("/away")).toMatchObject({ location: "https://example.org/x" });
    expect((await page("/Brötchen")).kind).toBe("document");
    expect([(await page("/gone")).kind, (await page("/self")).kind]).toEqual(["not-found", "not-found"]);
    expect([(await page("/", "p=13")).kind, (await page("/", "p=12%00")).kind]).toEqual(["list", "list"]);
  });
});

describe("redirects that lead to redirects", () => {
  const to = (from: string, path: string, permanent = true) =>
    recordOf("redirect", { from, to: { kind: "path", path }, permanent });

  test("send visitors where they end, at once, and nowhere when they lead round in a circle", async () => {
    const { page } = await siteWith([
      documentRecord("here"),
      to("/first", "/second"),
      to("/second", "/here"),
      to("/brief", "/second", false),
      to("/here", "/first"),
      to("/round-a", "/round-b"),
      to("/round-b", "/round-a"),
      to("/into-round", "/round-a"),
      ...Array.from({ length: 40 }, (_, index) => to(`/far-${index}`, `/far-${index + 1}`)),
    ]);
    expect(await page("/first")).toEqual({ kind: "redirect", location: "/here", permanent: true });
    expect(await page("/brief")).toEqual({ kind: "redirect", location: "/here", permanent: false });
    expect((await page("/here")).kind).toBe("document");
    for (const path of ["/round-a", "/round-b", "/into-round", "/far-0"]) {
      expect((await page(path)).kind).toBe("not-found");
    }
    expect(await page("/far-39")).toMatchObject({ location: "/far-40" });
  });

  test("to other websites are addresses that a header can carry; one that is no address leads nowhere", async () => {
    const away = (from: string, url: string) => recordOf("redirect", { from, to: { kind: "url", url } });
    const { page } = await siteWith([away("/a", "https://example.org/日本?q=ü"), away("/b", "https://[x")]);
    expect(await page("/a")).toMatchObject({ location: "https://example.org/%E6%97%A5%E6%9C%AC?q=%C3%BC" });
    expect((await page("/b")).kind).toBe("not-found");
  });
});
