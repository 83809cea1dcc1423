import type { FailureCode } from "#domain/errors/index.ts";

/**
 * A route below `/auth`: anyone may call it, and the control plane finds out by the cookies whose session it is, if anybody's. No
 * other route takes cookies.
 */
export function byCookie<const Method extends "GET" | "POST" | "DELETE", const Path extends string>(
  method: Method,
  path: Path,
) {
  return { method, path, access: { kind: "public" }, to: `/internal${path}`, cookies: true } as const;
}

/** How each of them may refuse: calls with cookies from pages that are not the platform's, and what is tried too often. */
export const cookieRefusals = [
  "forbidden",
  "too-many-requests",
  "control-plane-unavailable",
] as const satisfies readonly FailureCode[];
