import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mailsTo } from "#test/integration/identity/identity-client.ts";
import { eventually } from "#test/support/eventually.ts";
import { cookiesOf } from "../caller.ts";
import { Breaches, type Attack } from "../breaches.ts";
import { password, signIn } from "../people.ts";

/** Cookies are good for whom they were made, below `/auth` alone, and from the platform's own pages alone; mails lead there alone. */
export const sessions: Attack = async ({ call, platform, anna, berta }) => {
  const breaches = new Breaches();
  const [mine, theirs] = [anna.people.viewer, berta.people.viewer];
  const me = (cookie: string, headers: Record<string, string> = {}) =>
    call("GET", "/auth/session", { cookie, headers });

  const both = await me(`${mine.cookie}; ${theirs.cookie}`);
  breaches.unless(both.status === 400, `two sessions at a time: ${both.status} ${both.text}`);
  const [name, value] = mine.cookie.split(/=(.*)/s) as [string, string];
  const altered = {
    "a token of one, signed for another": `${name}=${value.split(".")[0]}.${theirs.cookie.split(".").slice(1).join(".")}`,
    "a token without signature": `${name}=${value.split(".")[0]}`,
    "an id instead of a token": `${name}=${theirs.sessionId}`,
    nothing: `${name}=`,
    "another name": `session=${value}`,
  };
  for (const [what, cookie] of Object.entries(altered)) {
    const { status } = await me(cookie);
    breaches.unless(status === 401, `a cookie with ${what}: ${status}`);
  }
  const elsewhere = await call("GET", "/tenant/members", {
    cookie: mine.cookie,
    headers: { "X-Tenant-ID": anna.tenantId },
  });
  breaches.unless(elsewhere.status === 401, `a cookie is good beyond /auth: ${elsewhere.status}`);

  // Fixation: whatever session was there before, signing in makes another, of the one who signs in.
  const credentials = { email: mine.email, password };
  const entered = await call("POST", "/auth/sign-in", { cookie: theirs.cookie, body: credentials });
  const fresh = cookiesOf(entered);
  breaches.unless(!fresh.includes(theirs.cookie), "signing in keeps a session that was there before");
  breaches.unless((await me(fresh)).body?.person?.email === mine.email, "signing in over a session is not one's own");
  const flags = entered.headers.getSetCookie().every((line) => /httponly/i.test(line) && /samesite=lax/i.test(line));
  breaches.unless(flags, "a session's cookie is not HttpOnly and SameSite");
  breaches.unless((await me(theirs.cookie)).status === 200, "signing in over a session ended it");
  breaches.unless((await call("POST", "/auth/sign-out", { cookie: fresh })).status === 204, "signing out is refused");
  breaches.unless((await me(fresh)).status === 401, "a session outlives signing out");

  // CSRF: pages elsewhere, tenants' sites among them, make browsers send cookies along.
  const { cookie } = await signIn(call, mine.email);
  // Each would be refused for another reason if it were let through, but for the first.
  const changing: readonly [string, string, unknown][] = [
    ["POST", "/auth/sign-out", undefined],
    ["POST", "/auth/token", { tenantId: anna.tenantId }],
    ["POST", "/auth/change-password", { currentPassword: "wrong", password: "something else 42" }],
    ["POST", "/auth/totp", { password: "wrong" }],
    ["DELETE", `/auth/memberships/${berta.tenantId}`, undefined],
    ["POST", "/auth/sign-in", credentials],
  ];
  const origins = [
    "https://evil.example",
    `http://${anna.hostname}:${platform.port}`,
    "null",
    "http://app.localhost.evil.example",
  ];
  for (const [method, path, body] of changing) {
    for (const Origin of origins) {
      const { status, headers } = await call(method, path, { cookie, body, headers: { Origin } });
      breaches.unless(status === 403, `${method} ${path} from ${Origin}: ${status}`);
      breaches.unless(!headers.has("Access-Control-Allow-Origin"), `${path} may be read from ${Origin}`);
    }
    if (path === "/auth/sign-in") continue;
    const { status } = await call(method, path, { body, headers: { Cookie: cookie } });
    breaches.unless(status === 403, `${method} ${path} with a cookie and no origin: ${status}`);
  }
  const read = await me(mine.cookie, { Origin: "https://evil.example" });
  breaches.unless(read.status === 403, `who is signed in is told to pages elsewhere: ${read.status}`);

  // Links in mails lead to the platform's pages, whatever host the call names.
  const { email } = berta.people.approver;
  const poisoned = { "X-Forwarded-Host": "evil.example", Forwarded: "host=evil.example", "X-Forwarded-Proto": "https" };
  await call("POST", "/auth/request-password-reset", { body: { email }, headers: poisoned });
  const mail = await eventually("a mail", () => mailsTo(platform.directory.mails, email)[0]);
  const text = readFileSync(join(platform.directory.mails, `${mail.mailId}.eml`), "utf8");
  const links = text.replace(/=\r?\n/g, "").match(/https?:\/\/[^/\s"<]+/g) ?? [];
  const own = new URL(platform.urls.api).origin.replace("//api.", "//app.");
  breaches.unless(links.length > 0 && links.every((link) => link === own), `a mail leads to ${links.join(", ")}`);
  return breaches.found;
};
