import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentIdSchema, uuidV7, websiteIdSchema } from "#domain/ids/index.ts";

describe("a UUID version 7", () => {
  test("is that of the RFC's example", () => {
    const random = Uint8Array.from([0x7c, 0xc3, 0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });

  test("is valid, and sorts by the time it was made", () => {
    const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(times, times, (a, b) => {
        const [first, second] = [uuidV7(Math.min(a, b)), uuidV7(Math.max(a, b))];
        expect(websiteIdSchema.parse(first)).toBe(first);
        if (a !== b) expect(first < second).toBe(true);
        else expect(first).not.toBe(second);
        expect(Number.parseInt(first.replaceAll("-", "").slice(0, 12), 16)).toBe(Math.min(a, b));
      }),
    );
  });

  test("keeps to whole milliseconds", () => {
    expect(uuidV7(1.9).slice(0, 13)).toBe("00000000-0001");
  });
});

test("ids are compared in lower case", () => {
  expect(websiteIdSchema.parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  expect(documentIdSchema.parse("Aa")).toBe("Aa");
  for (const id of ["", "a b", "a.b", "\u00e9", "a\n"]) expect(documentIdSchema.safeParse(id).success).toBe(false);
});
