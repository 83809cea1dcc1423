import { configOf, type Env } from "#workers/config.ts";
import { clientAddress } from "#workers/support/client-address.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import { lockOf, readPage, renderRead, type PageKey } from "../make-page.ts";
import { notice } from "../notice.ts";
import * as notices from "../notices.ts";
import { oneOffResponse } from "../one-off-response.ts";
import { PasswordTries } from "./tries.ts";
import { isRightPassword, unlockCookie } from "./unlock.ts";

const bodyBytesMax = 1_024;
const tries = new PasswordTries();

/**
 * What a protected page's form sends: `password`. The right one sets a cookie that opens the page, a wrong one shows
 * the form again. Only forms of the website itself may send it.
 */
export async function tryPassword(request: Request, env: Env, key: PageKey): Promise<Response> {
  if (!isForm(request)) return notices.methodNotAllowed("GET, HEAD");
  if (!isOwnOrigin(request)) return notices.forbidden("Only pages of this website may send this.");
  const password = await passwordIn(request);
  if (password === null) return notices.badRequest("It is not a form with a password.");
  const read = await readPage(env, key);
  const lock = read.data.kind === "redirect" ? null : lockOf(read.data);
  if (read.data.kind === "redirect" || lock === null) return notices.methodNotAllowed("GET, HEAD");
  const document = { websiteId: key.websiteId, documentId: lock.documentId };
  const visitor = clientAddress(request.headers, configOf(env).clientAddressHeader);
  if (!tries.take(document, visitor, Date.now())) return tooManyTries();
  if (!(await isRightPassword(lock, password))) {
    const { html } = renderRead(key, read, read.data, { unlock: "wrong" });
    return oneOffResponse(key.releaseId, { html, status: 403 });
  }
  return new Response(null, {
    status: 303,
    headers: { Location: encodeURI(key.path), "Set-Cookie": unlockCookie(lock), "Cache-Control": "no-store" },
  });
}

/** Browsers name the origin of the page that holds a form; what names none is no browser's form. */
function isOwnOrigin(request: Request): boolean {
  const { url } = request;
  const origin = request.headers.get("Origin");
  return (
    origin !== null && origin.toLowerCase() === url.slice(0, url.indexOf("/", url.indexOf("://") + 3)).toLowerCase()
  );
}

function isForm(request: Request): boolean {
  return /^application\/x-www-form-urlencoded *(?:;|$)/i.test(request.headers.get("Content-Type") ?? "");
}

async function passwordIn(request: Request): Promise<string | null> {
  const bytes = await readAtMost(request.body, bodyBytesMax);
  return bytes === null ? null : new URLSearchParams(new TextDecoder().decode(bytes)).get("password");
}

function tooManyTries(): Response {
  return notice(429, "Too many tries", "Please wait a minute before you try another password.", {
    "Retry-After": "60",
  });
}
