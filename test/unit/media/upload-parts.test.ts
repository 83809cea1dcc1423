import { expect, test } from "vitest";
import { bytesOfPart, missingParts, partBytes, partCount, uploadLimitsByTier } from "#domain/upload/index.ts";

test("every part but the last is as long as all others, and together they are the file", () => {
  for (const bytes of [1, partBytes - 1, partBytes, partBytes + 1, 7 * partBytes + 5]) {
    const parts = Array.from({ length: partCount(bytes) }, (_, index) => bytesOfPart(bytes, index + 1)!);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(bytes);
    expect(parts.slice(0, -1).every((part) => part === partBytes)).toBe(true);
    expect([bytesOfPart(bytes, 0), bytesOfPart(bytes, parts.length + 1)]).toEqual([null, null]);
  }
});

test("parts that are missing, too short or too long are named", () => {
  const bytes = 2 * partBytes + 10;
  const whole = [1, 2, 3].map((part) => ({ part, bytes: bytesOfPart(bytes, part)! }));
  expect(missingParts(bytes, whole)).toEqual([]);
  expect(missingParts(bytes, whole.slice(1))).toEqual([1]);
  expect(missingParts(bytes, [{ part: 1, bytes: partBytes - 1 }, ...whole.slice(1)])).toEqual([1]);
});

test("the largest file of any tier has fewer parts than one page of them", () => {
  for (const { fileBytesMax } of Object.values(uploadLimitsByTier)) expect(partCount(fileBytesMax)).toBeLessThan(1_000);
});
