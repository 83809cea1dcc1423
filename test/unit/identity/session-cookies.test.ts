import { describe, expect, test } from "vitest";
import { claimedChallenge, sessionCookieFault } from "#control-plane/identity/session-cookies.ts";

const callWith = (cookie: string) => new Headers({ cookie });

describe("of the session's cookie", () => {
  test("two of the name in force are refused, and the answer says what to do", () => {
    const twice = callWith("__Host-hotswap.session_token=a.b; __Host-hotswap.session_token=c.d");
    expect(sessionCookieFault(twice, true)).toMatch(/Delete this site's cookies/);
    const plain = callWith("hotswap.session_token=a.b; hotswap.session_token=c.d");
    expect(sessionCookieFault(plain, false)).toMatch(/Delete this site's cookies/);
  });

  test("on HTTPS a neighbouring host locks nobody out by cookies of the plain name", () => {
    const own = "__Host-hotswap.session_token=a.b";
    const planted = "hotswap.session_token=c.d; hotswap.session_token=e.f";
    expect(sessionCookieFault(callWith(`${planted}; ${own}`), true)).toBeNull();
    expect(sessionCookieFault(callWith(planted), true)).toBeNull();
  });
});

test("on HTTPS a planted challenge does not hide the one that is in force", () => {
  const both = callWith("hotswap.two_factor=2fa-planted.x; __Host-hotswap.two_factor=2fa-own.y");
  expect([claimedChallenge(both, true), claimedChallenge(both, false)]).toEqual(["2fa-own", "2fa-planted"]);
});
