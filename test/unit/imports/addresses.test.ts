import { expect, test } from "vitest";
import { checkUrl } from "#control-plane/drivers/fetch/check-url.ts";
import { isPublicAddress } from "#control-plane/drivers/fetch/is-public-address.ts";

const nobody: ReadonlySet<string> = new Set();

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "0.0.0.0",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "192.0.2.1",
  "198.18.0.1",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8%1",
  "::7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "2001:db8::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fec0::1",
  "ff02::1",
  "not an address",
])("%s is not of the public internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"])(
  "%s is of the public internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "ftp://example.com/a.png",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "http://user:secret@example.com/a.png",
  "http://example.com:22/",
  "http://example.com:6379/",
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://127.1/",
  "http://[::1]/",
  "http://[::ffff:7f00:1]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://１２７.0.0.1/",
  "http://",
])("%s is not asked", (url) => {
  expect(checkUrl(url, undefined, nobody).ok).toBe(false);
});

test.each(["http://example.com/a.png", "https://example.com:8443/a.png", "http://8.8.8.8:8080/"])(
  "%s may be asked",
  (url) => {
    expect(checkUrl(url, undefined, nobody).ok).toBe(true);
  },
);

test("an address that is allowed by name and port is asked, and no other port of it", () => {
  const allowed = new Set(["127.0.0.1:4000"]);
  expect(checkUrl("http://127.0.0.1:4000/a", undefined, allowed).ok).toBe(true);
  expect(checkUrl("http://127.0.0.1:4001/a", undefined, allowed).ok).toBe(false);
  expect(checkUrl("http://127.0.0.1/a", undefined, allowed).ok).toBe(false);
});
