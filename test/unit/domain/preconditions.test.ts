import { describe, expect, test } from "vitest";
import { digestToMatch, entityTag, isKnown, versionToMatch } from "#domain/http/index.ts";

describe("a change", () => {
  test("names the version that it is meant for", () => {
    expect(versionToMatch(new Headers({ "If-Match": entityTag(7) }))).toEqual({ ok: true, value: 7 });
  });
  test("without one is told to send it", () => {
    expect(versionToMatch(new Headers())).toMatchObject({ ok: false, failure: { code: "precondition-required" } });
  });
  test.each(["*", "7", 'W/"7"', '"seven"', '"7", "8"', '"2147483648"', `"${"9".repeat(16)}"`])(
    "for %s is for no version",
    (tag) => {
      expect(versionToMatch(new Headers({ "If-Match": tag }))).toMatchObject({
        ok: false,
        failure: { code: "version-mismatch" },
      });
    },
  );
});

describe("a version", () => {
  test.each(['"7"', 'W/"7"', '"6", "7"', "*"])("is known to whoever sends %s", (tags) => {
    expect(isKnown(new Headers({ "If-None-Match": tags }), 7)).toBe(true);
  });
  test.each(['"6"', "7", ""])("is new to whoever sends %j", (tags) => {
    expect(isKnown(new Headers({ "If-None-Match": tags }), 7)).toBe(false);
  });
});

describe("a change of what is named by its digest", () => {
  const digest = "0a".repeat(32);
  test("names the digest, or by a star whatever there is", () => {
    expect(digestToMatch(new Headers({ "If-Match": ` "${digest}" ` }))).toEqual({ ok: true, value: digest });
    expect(digestToMatch(new Headers({ "If-Match": "*" }))).toEqual({ ok: true, value: null });
  });
  test("without one is told to send it", () => {
    expect(digestToMatch(new Headers())).toMatchObject({ ok: false, failure: { code: "precondition-required" } });
  });
  test.each([digest, `W/"${digest}"`, `"${digest}", "${digest}"`, `"${digest.toUpperCase()}"`, '"1"'])(
    "for %s is for nothing",
    (tag) => {
      expect(digestToMatch(new Headers({ "If-Match": tag }))).toMatchObject({
        ok: false,
        failure: { code: "version-mismatch" },
      });
    },
  );
});
