import { expect, test } from "vitest";
import { negotiateEncoding } from "#workers/rendering/accept-encoding.ts";

test.each([
  [null, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["GZIP;Q=0.5", "gzip"],
  ["br;q=0.5, gzip;q=0.9", "gzip"],
  ["br;q=0, gzip;q=0.1", "gzip"],
  ["br;q=0, gzip;q=0", "identity"],
  ["*", "br"],
  ["*;q=0.1, identity;q=0.2", "identity"],
  ["br ; q=0.3 , identity ; q=0.4", "identity"],
  ["identity;q=0, *;q=0", "identity"],
  ["deflate", "identity"],
  ["br;q=2", "identity"],
  ["br;q=x, gzip", "gzip"],
  ["br;q=0.001", "br"],
  [",,;,=;q=;", "identity"],
])("Accept-Encoding %o is answered with %s", (header, encoding) => {
  expect(negotiateEncoding(header)).toBe(encoding);
});
