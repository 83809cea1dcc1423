import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";

/** What a database keeps as an integer: nothing has more versions. */
const versionMax = 2_147_483_647;

/** The entity tag of something that counts its versions. @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a change is meant for, which its `If-Match` has to name.
 * Fails with `precondition-required` without one, and with `version-mismatch` for a tag that no version has.
 */
export function versionToMatch(headers: Headers): Result<number, "precondition-required" | "version-mismatch"> {
  const tag = headers.get("If-Match");
  if (tag === null) {
    return fail(
      "precondition-required",
      "Send the ETag of what you have read as If-Match, so that nobody's change is lost.",
    );
  }
  const [, version] = /^\s*"(\d{1,10})"\s*$/.exec(tag) ?? [];
  return version === undefined || Number(version) > versionMax
    ? fail(
        "version-mismatch",
        'If-Match does not name a version that this ever had: it is the ETag of what you have read, such as "3", and that alone.',
      )
    : ok(Number(version));
}

/**
 * The digest of what a change is meant for, which its `If-Match` has to name; null for `*`, which stands for whatever there is.
 * Fails with `precondition-required` without one, and with `version-mismatch` for a tag that is no digest.
 */
export function digestToMatch(headers: Headers): Result<Digest | null, "precondition-required" | "version-mismatch"> {
  const tag = headers.get("If-Match")?.trim();
  if (tag === undefined) {
    return fail(
      "precondition-required",
      "Send the ETag of what you have read as If-Match, so that nobody's change is lost.",
    );
  }
  if (tag === "*") return ok(null);
  const [, digest] = /^"([0-9a-f]{64})"$/.exec(tag) ?? [];
  return digest === undefined
    ? fail("version-mismatch", "If-Match does not name anything that there ever was.")
    : ok(digest);
}

/** Whether whoever asks has this version already. */
export function isKnown(headers: Headers, version: number): boolean {
  return hasTag(headers.get("If-None-Match"), String(version));
}

/** Whether an `If-None-Match` names this tag. @param tag without its quotes */
export function hasTag(header: string | null, tag: string): boolean {
  const tags = (header ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(`"${tag}"`);
}
