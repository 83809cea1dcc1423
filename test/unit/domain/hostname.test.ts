import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { givenHostnameSchema, hostnameSchema, normalizeHostname } from "#domain/hostname/index.ts";

test("an IP address, however it is written, is no hostname that a website may be given", () => {
  for (const address of ["127.0.0.1", "192.0.2.1", "1", "0x7f000001", "127.1", "shop.0x1", "example.7"]) {
    expect(givenHostnameSchema.safeParse(address).success, address).toBe(false);
  }
  for (const name of ["localhost", "1.example", "10.0.0.1.example.com", "x0.0xg", "shop.example.c0m"]) {
    expect(givenHostnameSchema.safeParse(name).success, name).toBe(true);
  }
});

describe("a hostname", () => {
  test.for([
    ["Shop.Example.COM", "shop.example.com"],
    ["shop.example.com:8080", "shop.example.com"],
    ["shop.example.com.", "shop.example.com"],
    ["shop.example.com.:443", "shop.example.com"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["localhost", "localhost"],
    ["127.0.0.1:80", "127.0.0.1"],
    [`${"a".repeat(63)}.test`, `${"a".repeat(63)}.test`],
  ] as const)("of %s is %s", ([host, hostname]) => expect(normalizeHostname(host)).toBe(hostname));

  test.for([
    "",
    ".",
    "a..b",
    ".a",
    "a.test..",
    "-a.test",
    "a-.test",
    "a_b.test",
    "a b.test",
    " a.test",
    "a.test ",
    "a.test\n",
    "a.test/x",
    "a.test:",
    "a.test:123456",
    "a.test:80:80",
    "a.test:x",
    "user@a.test",
    "[::1]:80",
    "a%2etest",
    "b\u00fccher.example",
    // Both turn into ASCII letters when lower-cased or compared loosely.
    "\u212Aelvin.test",
    "\u017Fhop.test",
    `${"a".repeat(64)}.test`,
    `${"a.".repeat(127)}a`,
  ])("is none in %j", (host) => expect(normalizeHostname(host)).toBeNull());

  test("that was normalised is stored as it is, and normalised again is the same", () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: "binary" }), fc.webAuthority()), (host) => {
        const hostname = normalizeHostname(host);
        if (hostname === null) return;
        expect(hostnameSchema.parse(hostname)).toBe(hostname);
        expect(normalizeHostname(hostname)).toBe(hostname);
        expect(normalizeHostname(`${hostname.toUpperCase()}.:1`)).toBe(hostname);
      }),
    );
  });

  test("costs no more to refuse than to take", () => {
    const long = `${"a-".repeat(50_000)}!`;
    const before = performance.now();
    expect(normalizeHostname(long)).toBeNull();
    expect(hostnameSchema.safeParse(long).success).toBe(false);
    expect(performance.now() - before).toBeLessThan(250);
  });
});
