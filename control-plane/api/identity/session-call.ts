import type { z } from "zod";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import {
  findSession,
  hasSessionCookie,
  sessionCookieFault,
  type IdentityServices,
  type SignedIn,
} from "../../identity/index.ts";
import { visitorCall, type Answered, type InternalCall, type VisitorCaller } from "../handle-call.ts";

/** What a verb for someone with a session is called with. */
export interface SessionCall<Body, Query = unknown> extends InternalCall<VisitorCaller, Query, Body> {
  readonly signedIn: SignedIn;
  readonly origin: CallOrigin;
}

/** What a verb for a stranger is called with. */
export interface StrangerCall<Body> extends InternalCall<VisitorCaller, unknown, Body> {
  readonly origin: CallOrigin;
}

/** For calls that may bring cookies or set some: of the platform's own pages, if a browser says of which. */
export function strangerCall<Body extends z.ZodType>(
  services: IdentityServices,
  body: Body,
  run: (call: StrangerCall<z.output<Body>>) => Promise<Result<Answered>>,
) {
  return visitorCall({ body }, async (call) => {
    const allowed = checkCookies(services, call.headers, true);
    return allowed.ok ? run({ ...call, origin: call.who.origin }) : allowed;
  });
}

/** For calls of someone whose session the cookies are. Writes come from the platform's own pages alone. */
export function sessionCall<Query extends z.ZodType, Body extends z.ZodType>(
  services: IdentityServices,
  schemas: { readonly query?: Query; readonly body?: Body; readonly writes: boolean },
  run: (call: SessionCall<z.output<Body>, z.output<Query>>) => Promise<Result<Answered>>,
) {
  return visitorCall<Query, Body>(schemas, async (call) => {
    const allowed = checkCookies(services, call.headers, schemas.writes);
    if (!allowed.ok) return allowed;
    const { origin } = call.who;
    const signedIn = await findSession(services, call.headers, origin);
    if (signedIn === null) return fail("unauthorized", "Sign in first.");
    const outcome = await run({ ...call, signedIn, origin });
    if (!outcome.ok) return outcome;
    const { cookies = [], ...answered } = outcome.value;
    return ok({ ...answered, cookies: cookies.length > 0 ? cookies : signedIn.cookies });
  });
}

/**
 * Cookies go along with whatever page makes a browser send them: only those that the platform trusts may do anything with them.
 * A call without cookies and `Origin` comes of no browser, or has nothing to lose.
 */
function checkCookies(
  { trustedOrigins, isSecure }: IdentityServices,
  headers: Headers,
  writes: boolean,
): Result<void, "forbidden" | "invalid-request"> {
  const fault = sessionCookieFault(headers, isSecure);
  if (fault !== null) return fail("invalid-request", fault);
  const origin = headers.get("origin");
  if (origin !== null && !trustedOrigins.has(origin)) {
    return fail("forbidden", "Calls with cookies from this origin are not taken.");
  }
  if (writes && origin === null && hasSessionCookie(headers)) {
    return fail("forbidden", "A call with cookies that changes something needs an Origin header.");
  }
  return ok(undefined);
}
