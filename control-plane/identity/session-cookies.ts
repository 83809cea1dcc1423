import { parse } from "hono/utils/cookie";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { addressHeader } from "./auth.ts";

const sessionCookie = /^(?:__Host-)?hotswap\.session_token$/;

/** What a cookie is called: on HTTPS by a name that no neighbouring host can set one of, so that others are nobody's. */
const nameOf = (name: string, isSecure: boolean) => `${isSecure ? "__Host-" : ""}hotswap.${name}`;

/**
 * What the library is told of a call: its cookies and whence it came, nothing else that a stranger wrote.
 *
 * @param headers those of the call, as the edge passed them on
 */
export function libraryHeaders(headers: Headers, origin: CallOrigin): Headers {
  const told = new Headers({ "user-agent": origin.userAgent, [addressHeader]: origin.address });
  for (const name of ["cookie", "origin"]) {
    const value = headers.get(name);
    if (value !== null) told.set(name, value);
  }
  return told;
}

/**
 * Why a call's cookies are not taken; null when they are. Two of one name come of somebody who set one from a neighbouring host,
 * so that a person would act in another's session, or of two challenges one be looked at and the other passed. Of names that are not
 * in force any number does no harm.
 */
export function sessionCookieFault(headers: Headers, isSecure: boolean): string | null {
  const names = (headers.get("cookie") ?? "").split(";").map((pair) => pair.split("=")[0]!.trim());
  const inForce = ["session_token", "two_factor"].map((name) => nameOf(name, isSecure));
  return inForce.some((own) => names.filter((name) => name === own).length > 1)
    ? "The call brings more than one session. Delete this site's cookies, then sign in."
    : null;
}

/** What a call says its challenge of a second factor is called; null for none. Nothing is proved by it. */
export function claimedChallenge(headers: Headers, isSecure: boolean): string | null {
  const value = parse(headers.get("cookie") ?? "")[nameOf("two_factor", isSecure)];
  return value === undefined ? null : value.slice(0, value.lastIndexOf("."));
}

/** Whether a call brings a session, whatever it is worth. */
export function hasSessionCookie(headers: Headers): boolean {
  return Object.keys(parse(headers.get("cookie") ?? "")).some((name) => sessionCookie.test(name));
}

/** The same without a session: for what a stranger does, whoever they were before. */
export function withoutSession(told: Headers): Headers {
  const pairs = (told.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const rest = new Headers(told);
  rest.set("cookie", pairs.filter((pair) => !sessionCookie.test(pair.split("=")[0]!)).join("; "));
  return rest;
}
