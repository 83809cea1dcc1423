import { SELF } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { createSite, publish, type DemoSite } from "./demo-site.ts";

let site: DemoSite;
beforeAll(async () => {
  site = await createSite([
    {},
    { documentId: "about", path: "/about/us", title: "<About> & us" },
    { documentId: "umlaut", path: "/käse", title: "Käse" },
  ]);
});

describe("a page", () => {
  test("is served with the headers that it needs, from one release", async () => {
    const response = await site.visit("/about/us?utm=1");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<h1>&lt;About&gt; &amp; us</h1><p>Hello.</p>");
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-cache",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      "hotswap-release": expect.stringMatching(/^[0-9a-f]{64}$/),
      "server-timing": expect.stringMatching(/^lease;desc=(memory|call), page;desc=(hit|render;dur=\d+)$/),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/style-src 'self' 'sha256-[^']+'/),
    });
    expect(headers).not.toHaveProperty("set-cookie");
  });

  test("is the same at its percent-encoded path", async () => {
    expect(await (await site.visit("/k%C3%A4se")).text()).toContain("<h1>Käse</h1>");
  });

  test("comes from memory the second time", async () => {
    await site.visit("/about/us");
    const again = await site.visit("/about/us");
    await again.text();
    expect(again.headers.get("Server-Timing")).toContain("page;desc=hit");
  });

  test("is 304 for whoever has it, whatever form the header takes", async () => {
    const first = await site.visit("/");
    await first.text();
    const etag = first.headers.get("ETag")!;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const response = await site.visit("/", { headers: { "If-None-Match": known } });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe("");
      expect(response.headers.get("ETag")).toBe(etag);
      expect(response.headers.get("Content-Type")).toBeNull();
    }
    const stale = await site.visit("/", { headers: { "If-None-Match": '"other"' } });
    expect(stale.status).toBe(200);
    await stale.text();
  });

  test("has the same headers and no body for HEAD", async () => {
    const get = await site.visit("/about/us");
    await get.text();
    const head = await site.visit("/about/us", { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    for (const name of ["ETag", "Content-Type", "HotSwap-Release", "Cache-Control"]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  test.each(["br", "gzip", "identity"])("has bytes and a tag of its own in %s", async (encoding) => {
    const response = await site.visit("/about/us", { headers: { "Accept-Encoding": encoding } });
    expect(response.headers.get("Content-Encoding")).toBe(encoding === "identity" ? null : encoding);
    expect(await response.text()).toContain("<h1>&lt;About&gt;");
    const other = await site.visit("/about/us", { headers: { "Accept-Encoding": encoding === "br" ? "gzip" : "br" } });
    await other.text();
    expect(other.headers.get("ETag")).not.toBe(response.headers.get("ETag"));
  });

  test("keeps its tag through a publication that does not touch it, and not otherwise", async () => {
    const own = await createSite([{}, { documentId: "about", path: "/about", title: "About" }]);
    const before = await own.visit("/about");
    await before.text();
    await publish(own, [{ title: "Changed" }]);
    const etag = before.headers.get("ETag")!;
    const untouched = await own.visit("/about", { headers: { "If-None-Match": etag } });
    expect(untouched.status).toBe(304);
    expect(untouched.headers.get("HotSwap-Release")).not.toBe(before.headers.get("HotSwap-Release"));
    await publish(own, [{ documentId: "about", path: "/about", title: "About us" }]);
    const touched = await own.visit("/about", { headers: { "If-None-Match": etag } });
    expect(await touched.text()).toContain("About us");
  });
});

describe("what is not there", () => {
  test("is 404 by the theme, without a tag", async () => {
    for (const path of ["/none", "/about/us/more", "/a//b", "//evil.example/", "/a%2fb", "/%2e%2e/x", "/a%00b"]) {
      const response = await site.visit(path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).toContain("<h1>Nothing here</h1>");
      expect(response.headers.get("ETag")).toBeNull();
    }
    const known = await site.visit("/none", { headers: { "If-None-Match": "*" } });
    expect(known.status).toBe(404);
    await known.text();
  });

  test("broken percent-encoding is 400", async () => {
    for (const path of ["/%zz", "/%ff", "/a%"]) {
      const response = await site.visit(path);
      expect(response.status, path).toBe(400);
      await response.text();
    }
  });

  test("a trailing slash moves to the page without it, on this site and with its query", async () => {
    const response = await site.visit("/about/us/?a=b");
    expect(response.status).toBe(308);
    expect(response.headers.get("Location")).toBe("/about/us?a=b");
  });

  test("the platform's own paths and the runtime's are closed", async () => {
    for (const path of ["/_hotswap/", "/_hotswap/none", "/cdn-cgi/handler/scheduled"]) {
      const response = await site.visit(path);
      expect(response.status, path).toBe(404);
      await response.text();
    }
  });
});

test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not for pages: 405", async (method) => {
  const response = await site.visit("/", { method });
  expect(response.status).toBe(405);
  expect(response.headers.get("Allow")).toBe("GET, HEAD");
  await response.text();
});

test("hostile headers do no harm", async () => {
  for (const value of ["a".repeat(5_000), ",,,;;q=", '"unclosed', "*/*;q=9e999"]) {
    const headers = { "Accept-Encoding": value, "If-None-Match": value, Cookie: value };
    const response = await site.visit("/", { headers });
    expect(response.status).toBe(200);
    await response.text();
  }
});

test("an unknown host is 421, a malformed one 400", async () => {
  for (const [url, status] of [
    ["http://nobody.localhost/", 421],
    ["http://a_b.localhost/", 400],
    ["http://[::1]/", 400],
    [`http://${"a".repeat(64)}.localhost/`, 400],
  ] as const) {
    const response = await SELF.fetch(url);
    expect(response.status, url).toBe(status);
    await response.text();
  }
});

test("a host is understood in any case, with port and trailing dot", async () => {
  const response = await SELF.fetch(`http://${site.hostname.toUpperCase()}.:8080/`);
  expect(response.status).toBe(200);
  await response.text();
});

test("health answers on any host", async () => {
  expect(await (await SELF.fetch("http://whoever.localhost/_hotswap/health")).text()).toBe("ok");
});
