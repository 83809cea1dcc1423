import { beforeAll, describe, expect, test, vi } from "vitest";
import { textOf } from "#domain/document/index.ts";
import { requestsOf } from "#domain/traffic/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { bodyOf, contentApi, createContentSite, idsOf, post, read, walk, type List } from "./content-site.ts";
import { createSite, publish, valueOf, type DemoSite } from "./demo-site.ts";

let site: DemoSite;
beforeAll(async () => {
  site = await createContentSite();
});

describe("documents", () => {
  test.each([
    ["", ["post-3", "post-2", "post-1", "post-4", "home", "about"]],
    ["?type=post", ["post-3", "post-2", "post-1", "post-4"]],
    ["?type=post&sort=publishedAt", ["post-4", "post-1", "post-2", "post-3"]],
    ["?term=news", ["post-2", "post-1"]],
    ["?author=ada", ["post-1", "post-4", "about"]],
    ["?author=ada&type=page", ["about"]],
    ["?author=ada&term=news", ["post-1"]],
    ["?locale=de-at", ["post-1"]],
    ["?publishedFrom=2026-01-02T00:00:00Z&publishedBefore=2026-01-03T11:00:00%2B01:00", ["post-2"]],
    ["?publishedBefore=2026-01-02T00:00:00Z", ["post-1"]],
    ["?path=/post-2", ["post-2"]],
    ["?path=/post-5", []],
    ["?type=none", []],
    ["?sort=path", ["home", "about", "post-1", "post-2", "post-3", "post-4"]],
    ["?sort=-path&type=page", ["about", "home"]],
  ])("%s are %j", async (query, expected) => {
    expect(idsOf(await read<List>(site, `/documents${query}`))).toEqual(expected);
  });

  test("come whole or by the fields asked for, with bodies as pages show them, as text or as they are", async () => {
    expect(await read(site, "/documents/post-2?fields=title,path")).toEqual({ path: "/post-2", title: "Post 2" });
    expect(await read(site, "/documents/post-2?fields=body&body=text")).toEqual({ body: "Number 2 <b>&" });
    expect(await read(site, "/documents/post-2?fields=body&body=json")).toEqual({ body: bodyOf("Number 2 <b>&") });
    const { body } = await read(site, "/documents/post-2");
    expect(await (await site.visit("/post-2")).text()).toContain(`</h1>${String(body)}<style>`);
    const whole = await read(site, "/documents/post-1");
    expect(whole).toMatchObject({
      locale: "de-AT",
      terms: [{ termId: "news", path: "/news" }],
      authors: [{ name: "Ada" }],
    });
    const { items } = await read<List>(site, "/documents?type=post&fields=body&body=text&limit=1&path=/post-1");
    expect(items).toEqual([{ body: textOf(bodyOf("Number 1 <b>&")) }]);
  });

  test("that are not published, or ask for a password, say nothing of themselves that pages do not", async () => {
    expect(await read(site, "/documents/post-3?body=json")).toMatchObject({
      isProtected: true,
      body: null,
      excerpt: "",
      fields: {},
    });
    for (const path of [
      "/documents/post-5",
      "/documents/none",
      "/menus/none",
      "/media/none",
      "/nothing",
      "/documents/a/b",
      "/",
      "",
    ]) {
      expect((await site.visit(`${contentApi}${path}`)).status, path).toBe(404);
    }
    for (const path of [
      "/documents?body=json&limit=100",
      "/documents?body=html",
      "/documents?body=text",
      "/search?q=secret",
      "/documents/post-3",
    ]) {
      expect(await (await site.visit(`${contentApi}${path}`)).text(), path).not.toContain("SECRET");
    }
  });
});

test("terms, authors, menus and media are told as the release has them", async () => {
  expect(await read(site, "/terms?taxonomy=category")).toMatchObject({
    items: [{ name: "News", documentCount: 2 }],
    cursor: null,
  });
  expect(await read(site, "/terms?taxonomy=tag")).toEqual({ items: [], cursor: null });
  expect(await read(site, "/authors")).toMatchObject({ items: [{ name: "Ada", documentCount: 2 }] });
  expect(await read(site, "/menus/primary")).toEqual({ items: [{ label: "About", href: "/about", children: [] }] });
  expect(await read(site, "/media/pic")).toMatchObject({ url: `/_hotswap/assets/${"a".repeat(64)}/a%20b.png` });
});

test("a search marks what it found, and escapes the rest", async () => {
  const found = await read<List & { total: number }>(site, "/search?q=number&limit=2");
  expect(found).toMatchObject({
    total: 3,
    items: [{ titleHtml: "Post 2", excerptHtml: "<mark>Number</mark> 2 &lt;b&gt;&amp;" }, {}],
  });
  const rest = await read<List>(site, `/search?q=number&limit=2&cursor=${found.cursor}`);
  expect([rest.items.length, rest.cursor, rest.releaseMoved]).toEqual([1, null, false]);
});

describe("a walk through a list", () => {
  test.each(["sort=-publishedAt", "sort=publishedAt", "sort=path", "sort=-path"])(
    "by %s comes to each once",
    async (sort) => {
      const whole = idsOf(await read<List>(site, `/documents?${sort}`));
      expect((await walk(site, `/documents?${sort}&limit=1`)).seen).toEqual(whole);
      expect((await walk(site, `/documents?${sort}&limit=4`)).seen).toEqual(whole);
    },
  );

  test("says that the release moved, and goes on at its place", async () => {
    const own = await createSite([post(1), post(2), post(3)]);
    let next = 4;
    const { seen, moved } = await walk(own, "/documents?limit=1", () =>
      publish(own, [post(next, { publishedAt: null, path: `/later-${(next += 1)}` })]),
    );
    expect(seen.slice(0, 3)).toEqual(["post-3", "post-2", "post-1"]);
    expect(moved.slice(0, 3)).toEqual([undefined, true, true]);
  });

  test("takes no cursor of another list, nor one made up", async () => {
    const { cursor } = await read<List>(site, "/documents?limit=1");
    for (const path of [
      `/documents?type=post&cursor=${cursor}`,
      `/terms?cursor=${cursor}`,
      "/documents?cursor=x",
      "/search?q=a&cursor=W10",
    ]) {
      expect((await site.visit(`${contentApi}${path}`)).status, path).toBe(400);
    }
    expect((await site.visit(`${contentApi}/documents?limit=2&cursor=${cursor}`)).status).toBe(200);
  });
});

describe("an answer", () => {
  test("is for pages of any origin, of one release, and known again by its tag while nothing of it changes", async () => {
    const own = await createSite([post(1), post(2)]);
    const first = await own.visit(`${contentApi}/documents/post-1`);
    const etag = first.headers.get("ETag")!;
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "content-type": "application/json",
      "hotswap-release": (await own.visit("/")).headers.get("HotSwap-Release"),
    });
    const again = () => own.visit(`${contentApi}/documents/post-1`, { headers: { "If-None-Match": etag } });
    expect((await again()).status).toBe(304);
    await publish(own, [post(2, { title: "Another" })]);
    expect((await again()).status).toBe(304);
    await publish(own, [post(1, { title: "Another" })]);
    expect((await again()).status).toBe(200);
  });

  test("comes to GET and HEAD, and browsers may ask before", async () => {
    const head = await site.visit(`${contentApi}/documents`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const preflight = await site.visit(`${contentApi}/documents`, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("Access-Control-Allow-Origin")]).toEqual([204, "*"]);
    for (const method of ["POST", "PUT", "DELETE"]) {
      const refused = await site.visit(`${contentApi}/documents`, { method });
      expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
      await refused.text();
    }
  });

  test.each([
    ["/documents?limit=0", "query.limit"],
    ["/documents?limit=101", "query.limit"],
    ["/documents?sort=title", "query.sort"],
    ["/documents?fields=title,password", "query.fields"],
    ["/documents?body=markdown", "query.body"],
    ["/documents?publishedFrom=yesterday", "query.publishedFrom"],
    ["/documents?q=x", "query.q"],
    ["/documents?type=a&type=b", "query.type"],
    ["/search", "query.q"],
    [`/search?q=${"x".repeat(201)}`, "query.q"],
  ])("to %s names what is wrong", async (path, location) => {
    const response = await site.visit(`${contentApi}${path}`);
    expect(response.status).toBe(400);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      type: "urn:hotswap:problem:invalid-request",
      errors: [{ location }],
    });
  });

  test("is described, and every path of the description answers", async () => {
    const description = await read<{ openapi: string; paths: Record<string, unknown> }>(site, "/openapi.json");
    expect(description.openapi).toBe("3.1.1");
    const values: Record<string, string> = { documentId: "post-1", location: "primary", mediaId: "pic" };
    for (const path of Object.keys(description.paths)) {
      const filled = path.replace(/\{(\w+)\}/, (_, name: string) => values[name]!);
      await read(site, filled === "/search" ? "/search?q=number" : filled);
    }
  });

  test("is refused for a moment beyond a website's allowance of searches, by this way as by pages, and the rest of it is not", async () => {
    const busy = await createSite([post(1)]);
    const ask = (query: number) => busy.visit(`${contentApi}/search?q=number%20${query}`);
    // However long they take, no time passes meanwhile.
    vi.spyOn(Date, "now").mockReturnValue(Date.now());
    const answers = await Promise.all(Array.from({ length: 101 }, (_, query) => ask(query)));
    vi.restoreAllMocks();
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status }) => status)).toEqual([429]);
    const { headers } = refused[0]!;
    expect(await refused[0]!.json()).toMatchObject({ type: "urn:hotswap:problem:too-many-requests", retryable: true });
    expect([
      headers.get("Retry-After"),
      headers.get("Cache-Control"),
      headers.get("Access-Control-Allow-Origin"),
    ]).toEqual(["1", "no-store", "*"]);
    // What was refused is not kept as the answer, and what is no search is not refused.
    expect((await busy.visit(`${contentApi}/documents`)).status).toBe(200);
    const number = answers.indexOf(refused[0]!);
    await eventually("the same search is answered", async () => (await ask(number)).status === 200);
  });

  test("is counted as the website's traffic, and is 503 where the website is closed", async () => {
    const own = await createSite([{}]);
    await read(own, "/documents");
    valueOf(await own.rpc.setStatus("suspended"));
    const closed = await own.visit(`${contentApi}/documents`);
    expect([closed.status, Number(closed.headers.get("Retry-After")) > 0]).toEqual([503, true]);
    await closed.text();
    await eventually("both are counted", async () => {
      const { hours } = valueOf(await own.rpc.readTraffic({ from: 0, to: 1_000_000 }));
      return hours.reduce((all, hour) => all + requestsOf(hour), 0) === 2 ? true : null;
    });
  });
});
