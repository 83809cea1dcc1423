import { describe, expect, test } from "vitest";
import {
  applyRules,
  inOrder,
  redirectRule,
  redirectSchema,
  type Redirect,
  type RedirectRule,
} from "#domain/content/index.ts";
import { matchPattern, parsePattern, segmentsOf } from "#domain/content/redirect-pattern.ts";
import { digestOf } from "#domain/digest/index.ts";

function pattern(from: string, to: string): Redirect {
  const target = to.startsWith("/") ? { kind: "path", path: to } : { kind: "url", url: to };
  return redirectSchema.parse({ from, match: "pattern", to: target });
}

function rulesOf(...redirects: readonly Redirect[]): readonly RedirectRule[] {
  return inOrder(redirects.map((redirect) => redirectRule(redirect)!));
}

function leadsTo(rules: readonly RedirectRule[], path: string): string | null {
  const to = applyRules(rules, path)?.to;
  return to === undefined ? null : to.kind === "path" ? to.path : to.kind === "url" ? to.url : to.kind;
}

describe("a pattern", () => {
  test.each([
    ["/shop/*", "/store/:splat", "/shop/a/b", "/store/a/b"],
    ["/shop/*", "/store/:splat", "/shop", "/store"],
    ["/shop/*", "/store/:splat", "/shopping", null],
    ["/:year/:month/:slug.html", "/posts/:slug", "/2012/03/rolls.html", "/posts/rolls"],
    ["/:year/:month/:slug.html", "/posts/:slug", "/2012/03/.html", null],
    ["/:year/:month/:slug.html", "/posts/:slug", "/2012/03/a/rolls.html", null],
    ["/p-:id", "/:id", "/p-12", "/12"],
    ["/*", "/", "/anything/at/all", "/"],
    ["/a/:x/*", "/:splat/:x", "/a/1/2/3", "/2/3/1"],
    ["/:slug", "https://old.example/x?q=:slug", "/a&b=c", "https://old.example/x?q=a%26b%3Dc"],
    ["/日本/:slug", "/ja/:slug", "/日本/パン", "/ja/パン"],
  ])("%s to %s sends %s to %s", (from, to, path, expected) => {
    expect(leadsTo(rulesOf(pattern(from, to)), path)).toBe(expected);
  });

  test.each([
    ["/shop", "/store"],
    ["/*/x", "/y"],
    ["/a*", "/y"],
    ["/:a:b", "/y"],
    ["/:a/:a", "/y"],
    ["/:A", "/y"],
    ["/:splat/*", "/y"],
    ["/:a", "/:b"],
    ["/a/:b", "/:splat"],
    ["/?p=12", "/y"],
    [`/${":a/".repeat(40)}x`, "/y"],
    ["/:host", "https://:host/"],
    ["/:host", "https://:host.example/"],
    ["/:host", "https://user:host@evil.example/"],
  ])("%s to %s is refused", (from, to) => {
    expect(() => pattern(from, to)).toThrow();
  });

  test("leads to no other host than it names, and to nothing that is no path", () => {
    const away = rulesOf(pattern("/go/*", "https://partner.example/:splat"));
    for (const path of ["/go/@evil.example", "/go/.evil.example/x", "/go/evil.example:80/x", "/go/a@b:c"]) {
      expect(new URL(leadsTo(away, path)!).host).toBe("partner.example");
    }
    const here = rulesOf(pattern("/go/*", "/:splat"));
    expect(leadsTo(here, "/go/_hotswap/live")).toBe(null);
    expect(applyRules(here, "/go//evil.example")).toBe(null);
  });

  test("comes before others by how much it says, whatever the order in which they were written", () => {
    const redirects = [
      pattern("/*", "/any"),
      pattern("/blog/*", "/blog-any"),
      pattern("/blog/:slug", "/blog-one"),
      pattern("/blog/:slug.html", "/blog-html"),
      pattern("/blog/news/*", "/news"),
      pattern("/:a/news", "/a-news"),
    ];
    const paths = ["/x/y", "/blog", "/blog/a/b", "/blog/a", "/blog/a.html", "/blog/news", "/blog/news/x", "/x/news"];
    const expected = ["/any", "/blog-any", "/blog-any", "/blog-one", "/blog-html", "/news", "/news", "/a-news"];
    for (const written of [redirects, redirects.toReversed()]) {
      expect(paths.map((path) => leadsTo(rulesOf(...written), path))).toEqual(expected);
    }
  });

  test("that is absent leaves records, and so their digests, as they were", () => {
    const old = { from: "/:a/*", to: { kind: "path", path: "/x" }, permanent: true };
    expect(digestOf(redirectSchema.parse(old))).toBe(digestOf(old));
    expect(redirectRule(redirectSchema.parse(old))).toBe(null);
  });
});

test("paths match patterns as regular expressions made of them would say, for patterns and paths at random", () => {
  let state = 5;
  const below = (bound: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff) % bound;
  const pick = <Item>(items: readonly Item[]): Item => items[below(997) % items.length]!;
  let matched = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const count = 1 + below(3);
    const segments = Array.from({ length: count }, (_, index) =>
      pick(["a", "b", `:n${index}`, `a:n${index}`, `:n${index}.b`, `a:n${index}a`]),
    );
    const from = `/${[...segments, ...(below(2) === 0 ? ["*"] : [])].join("/")}`;
    const parsed = parsePattern(from);
    if (typeof parsed === "string") continue;
    const path = `/${Array.from({ length: 1 + below(4) }, () => pick(["a", "b", "aa", "ab", "x.b", ".b", "aba"])).join("/")}`;
    const expression = new RegExp(
      `^${from
        .replaceAll(".", "\\.")
        .replace(/:([a-z][a-z0-9_]*)/g, "(?<$1>[^/]+)")
        .replace(/\/\*$/, "(?:/(?<splat>.*))?")}$`,
    ).exec(path);
    const values = matchPattern(parsed, segmentsOf(path));
    const expected =
      expression === null
        ? null
        : Object.fromEntries(Object.entries(expression.groups ?? {}).map(([name, value]) => [name, value ?? ""]));
    expect(values === null ? null : Object.fromEntries(values), `${from} ${path}`).toEqual(expected);
    if (values !== null) matched += 1;
  }
  expect(matched).toBeGreaterThan(300);
});

test("a thousand patterns cost a path next to nothing, the most awkward ones too", () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `:n${index}`).join("/");
  const rules = rulesOf(...Array.from({ length: 1_000 }, (_, index) => pattern(`/${names(31)}/x${index}`, "/y")));
  const since = performance.now();
  expect(leadsTo(rules, `/${"a/".repeat(31)}b`)).toBe(null);
  expect(performance.now() - since).toBeLessThan(500);
});

test("what is no old path is refused with what one is", () => {
  const refused = redirectSchema.safeParse({ from: "//elsewhere", to: { kind: "path", path: "/a" } });
  expect(refused.error?.issues).toMatchObject([
    { path: ["from"], message: expect.stringContaining("must be an absolute path without query") },
  ]);
});
