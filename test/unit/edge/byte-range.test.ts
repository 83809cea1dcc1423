import { expect, test } from "vitest";
import { byteRange } from "#workers/site/byte-range.ts";

const of = (range: string | null, size = 10, ifRange?: string) => {
  const headers = new Headers();
  if (range !== null) headers.set("Range", range);
  if (ifRange !== undefined) headers.set("If-Range", ifRange);
  return byteRange(headers, '"tag"', size);
};
const part = (first: number, last: number) => ({ kind: "part", first, last });

test.each([
  ["bytes=0-0", part(0, 0)],
  ["bytes=0-1", part(0, 1)],
  ["bytes=3-", part(3, 9)],
  ["bytes=3-99", part(3, 9)],
  ["bytes=-4", part(6, 9)],
  ["bytes=-99", part(0, 9)],
  ["bytes=10-", { kind: "beyond" }],
  ["bytes=99-100", { kind: "beyond" }],
  ["bytes=-0", { kind: "beyond" }],
])("%s asks for a part", (range, expected) => {
  expect(of(range)).toEqual(expected);
});

test.each([null, "", "bytes", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "bytes=a-b", "lines=1-2", "bytes=1e1-"])(
  "%s asks for the whole",
  (range) => {
    expect(of(range)).toEqual({ kind: "whole" });
  },
);

test("a part is given of the very file that If-Range names, and of no other", () => {
  expect(of("bytes=0-1", 10, '"tag"')).toEqual(part(0, 1));
  expect(of("bytes=0-1", 10, '"other"')).toEqual({ kind: "whole" });
  expect(of("bytes=0-1", 10, 'W/"tag"')).toEqual({ kind: "whole" });
  expect(of("bytes=0-1", 10, "Wed, 25 Nov 2026 09:00:00 GMT")).toEqual({ kind: "whole" });
});

test("an empty file has no part", () => {
  expect(of("bytes=0-", 0)).toEqual({ kind: "beyond" });
});
