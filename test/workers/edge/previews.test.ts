import { beforeAll, describe, expect, test } from "vitest";
import { createSite, prepareDocuments, uploadTheme, valueOf, type DemoSite } from "./demo-site.ts";

let site: DemoSite;
let cookie: string;
beforeAll(async () => {
  site = await createSite([{}, { documentId: "about", path: "/about", title: "About" }]);
  const changeId = await prepareDocuments(site, [{ title: "Of tomorrow" }]);
  const { token } = valueOf(await site.rpc.createPreview({ changeId, expiresInMs: 3_600_000 }));
  const opened = await site.visit(`/_hotswap/preview/${token}`);
  const setCookie = opened.headers.get("Set-Cookie")!;
  expect([opened.status, opened.headers.get("Location")]).toEqual([303, "/"]);
  expect(setCookie).toMatch(
    /^__Host-hs-preview=[\w.-]+; Path=\/; Max-Age=(3600|359\d); Secure; HttpOnly; SameSite=Lax$/,
  );
  expect(opened.headers.get("Cache-Control")).toBe("no-store");
  cookie = setCookie.split(";")[0]!;
});

const preview = (path: string) => site.visit(path, { headers: { Cookie: `a=b; ${cookie}; c=d` } });

test.each([
  ["/about", "/about"],
  ["/käse/brot", "/k%C3%A4se/brot"],
  ["//evil.example", "/"],
  ["https://evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/a\r\nSet-Cookie: a=b", "/"],
  ["/_hotswap/preview/leave", "/"],
])("an address of a preview leads to the path %s that it names, where that is one of the website", async (at, to) => {
  const [, token] = cookie.split("=");
  const opened = await site.visit(`/_hotswap/preview/${token}?at=${encodeURIComponent(at)}`);
  expect([opened.status, opened.headers.get("Location")]).toEqual([303, to]);
});

describe("a preview", () => {
  test("shows the release of its token, marked, kept nowhere and not to be found", async () => {
    const response = await preview("/");
    const html = await response.text();
    expect(html).toContain("Of tomorrow");
    expect(html).toMatch(
      /<div class="hotswap-preview" role="region" aria-label="Preview">.*href="\/_hotswap\/preview\/leave"/,
    );
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("X-Robots-Tag")).toBe("noindex");
    expect(response.headers.get("ETag")).toBeNull();
    expect(response.headers.get("Content-Security-Policy")).toMatch(/style-src 'self' 'sha256-/);
  });

  test("leaks into no visitor's page, nor theirs into it, in whatever order they ask", async () => {
    for (let round = 0; round < 3; round += 1) {
      const [live, previewed, liveAgain] = [await site.visit("/"), await preview("/"), await site.visit("/")];
      const texts = [await live.text(), await previewed.text(), await liveAgain.text()];
      expect(texts.map((text) => text.includes("Of tomorrow"))).toEqual([false, true, false]);
      expect(texts.map((text) => text.includes("hotswap-preview"))).toEqual([false, true, false]);
      expect(live.headers.get("HotSwap-Release")).not.toBe(previewed.headers.get("HotSwap-Release"));
    }
  });

  test("has the feeds and the sitemap of its release, and visitors have theirs", async () => {
    const post = { documentId: "next", type: "post", path: "/next", title: "Post of tomorrow" };
    const changeId = await prepareDocuments(site, [post]);
    const { token } = valueOf(await site.rpc.createPreview({ changeId, expiresInMs: 3_600_000 }));
    const headers = { Cookie: `__Host-hs-preview=${token}` };
    for (const path of ["/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml"]) {
      const previewed = await site.visit(path, { headers });
      expect(previewed.headers.get("Content-Type")).toMatch(/xml|json/);
      expect(previewed.headers.get("Cache-Control")).toBe("no-store");
      expect([previewed.headers.get("ETag"), previewed.headers.get("X-Robots-Tag")]).toEqual([null, "noindex"]);
      expect(await previewed.text()).toContain("/next");
      expect(await (await site.visit(path)).text()).not.toContain("/next");
    }
  });

  test("also of what is missing", async () => {
    const response = await preview("/none");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("hotswap-preview");
  });

  test("ends when the visitor leaves it", async () => {
    const left = await site.visit("/_hotswap/preview/leave", { headers: { Cookie: cookie } });
    expect([left.status, left.headers.get("Location")]).toEqual([303, "/"]);
    expect(left.headers.get("Set-Cookie")).toContain("__Host-hs-preview=; Path=/; Max-Age=0");
  });

  test("serves the assets of its release", async () => {
    const theme = await uploadTheme({ "assets/theme.css": "h1 { color: red; }" });
    const change = valueOf(
      await site.rpc.createChange({
        leaves: { theme },
        documents: { put: [], delete: [] },
        records: { put: [], delete: [] },
      }),
    );
    const { token } = valueOf(await site.rpc.createPreview({ changeId: change.changeId, expiresInMs: 3_600_000 }));
    const html = await (await site.visit("/", { headers: { Cookie: `__Host-hs-preview=${token}` } })).text();
    const asset = /href="(\/_hotswap\/assets\/[^"]+)"/.exec(html)![1]!;
    expect(await (await site.visit(asset)).text()).toBe("h1 { color: red; }");
  });
});

test("a failing section is a box in a preview, and nothing to visitors", async () => {
  const own = await createSite([{}], {
    files: { "templates/index.liquid": "<p>rest</p>{% section 'bad' %}", "sections/bad.liquid": "a\n{{ 1 | shout }}" },
  });
  const changeId = await prepareDocuments(own, [{ title: "Other" }]);
  const { token } = valueOf(await own.rpc.createPreview({ changeId, expiresInMs: 3_600_000 }));
  const previewed = await own.visit("/", { headers: { Cookie: `__Host-hs-preview=${token}` } });
  expect(await previewed.text()).toContain("sections/bad.liquid, line 2, column 1: undefined filter: shout");
  const live = await (await own.visit("/")).text();
  expect(live).toContain("<p>rest</p>");
  expect(live).not.toContain("shout");
});

test.each(["x", "x.y.z", "%3Cscript%3E", "a".repeat(600)])(
  "the token %s opens nothing, and a page says so",
  async (token) => {
    const opened = await site.visit(`/_hotswap/preview/${token}`);
    expect(opened.status).toBe(404);
    expect(await opened.text()).toContain("This preview has ended");
    const withCookie = await site.visit("/", { headers: { Cookie: `__Host-hs-preview=${token}` } });
    expect(withCookie.headers.get("Set-Cookie")).toContain("__Host-hs-preview=; Path=/; Max-Age=0");
    await withCookie.text();
  },
);

test("a token of another website opens nothing here", async () => {
  const other = await createSite([{}]);
  const response = await other.visit("/", { headers: { Cookie: cookie } });
  expect(await response.text()).toContain("This preview has ended");
});
