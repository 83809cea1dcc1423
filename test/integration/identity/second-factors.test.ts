import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { breakable, stepFileIn } from "#test/integration/attack/break-step.ts";
import { Authenticator, nextTotpCode, totpCode } from "./authenticator.ts";
import { appOrigin, Browser, goodPassword, newOwner, startIdentity, type Identity } from "./identity-client.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

/** Someone whose sign-ins ask for a code; the present one is used. */
async function newCautiousOwner(on = identity) {
  const owner = await newOwner(on);
  const { body } = await owner.browser.post("/totp", { password: goodPassword });
  const confirmedWith = totpCode(body.uri);
  const confirmed = await owner.browser.post("/totp/verify", { code: confirmedWith });
  expect(confirmed.status).toBe(204);
  return { ...owner, confirmedWith, uri: body.uri as string, recoveryCodes: body.recoveryCodes as string[] };
}

async function challenged(email: string, on = identity): Promise<Browser> {
  const browser = new Browser(on);
  const begun = await browser.post("/sign-in", { email, password: goodPassword });
  expect(begun).toMatchObject({ status: 200, body: { status: "second-factor-required" } });
  expect((await browser.get("/session")).status).toBe(401);
  return browser;
}

test("with an authenticator the password alone lets nobody in, and its code does", async () => {
  const { email, uri, browser, personId } = await newCautiousOwner();
  expect((await browser.get("/session")).body.person.hasSecondFactor).toBe(true);
  const phone = await challenged(email);
  expect((await phone.post("/sign-in/totp", { code: "000000" })).status).toBe(401);
  const entered = await phone.post("/sign-in/totp", { code: nextTotpCode(uri) });
  expect(entered).toMatchObject({ status: 200, body: { personId } });
  expect((await phone.get("/session")).status).toBe(200);
});

/** What is answered to a code that put the authenticator in force, to the next one, and to both of them after that. */
async function usesOfCodes(on = identity) {
  const { email, uri, confirmedWith } = await newCautiousOwner(on);
  const next = nextTotpCode(uri);
  const statuses: number[] = [];
  for (const code of [confirmedWith, next, next, confirmedWith]) {
    const browser = await challenged(email, on);
    statuses.push((await browser.post("/sign-in/totp", { code })).status);
  }
  return statuses;
}

test("a code of an authenticator is good once, and none from before it after it", async () => {
  expect(await usesOfCodes()).toEqual([401, 200, 401, 401]);
});

test("it is noticed when the last code is not compared in the statement that takes one", async () => {
  const directory = mkdtempSync(`${tmpdir()}/hotswap-test-`);
  const file = "control-plane/identity/claim-code.ts";
  writeFileSync(stepFileIn(directory), JSON.stringify([{ file, find: "and(own, unused)", replace: "own" }]));
  const broken = await startIdentity(breakable(stepFileIn(directory)));
  expect(await usesOfCodes(broken)).toEqual([200, 200, 200, 200]);
  await broken.stop();
  rmSync(directory, { recursive: true });
});

test("one code brought three times at a time lets one in", async () => {
  const { email, uri, browser } = await newCautiousOwner();
  const browsers = [await challenged(email), await challenged(email)];
  const code = nextTotpCode(uri);
  const tries = [...browsers.map((one) => one.post("/sign-in/totp", { code })), browser.post("/totp/verify", { code })];
  const passed = (await Promise.all(tries)).filter(({ status }) => status < 300);
  expect(passed).toHaveLength(1);
});

test("a challenge beside which another is sent lets nobody in", async () => {
  const { email, confirmedWith } = await newCautiousOwner();
  const phone = await challenged(email);
  const cookie = `hotswap.two_factor=2fa-other.x; hotswap.two_factor=${phone.cookies.get("hotswap.two_factor")}`;
  const headers = { Cookie: cookie, Origin: appOrigin };
  const call = (code: string) => identity.as(phone.assertion, "POST", "/auth/sign-in/totp", { code }, headers);
  expect((await call(confirmedWith)).status).toBe(400);
});

test("a sign-in that waits for its code ends with the password that it began with", async () => {
  const { email, uri, browser } = await newCautiousOwner();
  const phone = await challenged(email);
  const change = { currentPassword: goodPassword, password: "a fine new password 7" };
  expect((await browser.post("/change-password", change)).status).toBe(204);
  expect((await phone.post("/sign-in/totp", { code: nextTotpCode(uri) })).status).toBe(401);
  expect((await phone.get("/session")).status).toBe(401);
});

test("setting it up asks for the password, and it is not in force before its first code", async () => {
  const { browser, email } = await newOwner(identity);
  expect((await browser.post("/totp", { password: "not the password" })).status).toBe(401);
  const { body } = await browser.post("/totp", { password: goodPassword });
  expect(body.recoveryCodes).toHaveLength(10);
  expect((await browser.post("/totp/verify", { code: "123456" })).status).toBe(401);
  const entered = await new Browser(identity).post("/sign-in", { email, password: goodPassword });
  expect(entered.body.status).toBe("signed-in");
  expect((await browser.post("/totp/verify", { code: totpCode(body.uri) })).status).toBe(204);
  expect((await browser.post("/totp", { password: goodPassword })).status).toBe(409);
});

test("a recovery code is good once", async () => {
  const { email, recoveryCodes } = await newCautiousOwner();
  const [code] = recoveryCodes;
  expect((await (await challenged(email)).post("/sign-in/recovery-code", { code })).status).toBe(200);
  expect((await (await challenged(email)).post("/sign-in/recovery-code", { code })).status).toBe(401);
});

test("one recovery code used twice at a time lets one in", async () => {
  const { email, recoveryCodes } = await newCautiousOwner();
  const browsers = [await challenged(email), await challenged(email)];
  const code = recoveryCodes[1];
  const both = await Promise.all(browsers.map((browser) => browser.post("/sign-in/recovery-code", { code })));
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("new recovery codes void the old ones; disabling asks for the password and asks for no code afterwards", async () => {
  const { browser, email, recoveryCodes } = await newCautiousOwner();
  const replaced = await browser.post("/recovery-codes", { password: goodPassword });
  expect(replaced.status).toBe(200);
  const old = await (await challenged(email)).post("/sign-in/recovery-code", { code: recoveryCodes[0] });
  expect(old.status).toBe(401);
  const fresh = await (
    await challenged(email)
  ).post("/sign-in/recovery-code", { code: replaced.body.recoveryCodes[0] });
  expect(fresh.status).toBe(200);
  expect((await browser.post("/totp/disable", { password: "wrong" })).status).toBe(401);
  expect((await browser.post("/totp/disable", { password: goodPassword })).status).toBe(204);
  const entered = await new Browser(identity).post("/sign-in", { email, password: goodPassword });
  expect(entered.body.status).toBe("signed-in");
});

test("codes cannot be guessed: a challenge takes five, an account ten in a row over all challenges", async () => {
  const { email, uri } = await newCautiousOwner();
  const wrong = nextTotpCode(uri) === "000000" ? "111111" : "000000";
  const first = await challenged(email);
  for (let tries = 0; tries < 5; tries += 1) await first.post("/sign-in/totp", { code: wrong });
  expect((await first.post("/sign-in/totp", { code: nextTotpCode(uri) })).status).toBe(401);
  const second = await challenged(email);
  for (let tries = 0; tries < 5; tries += 1) await second.post("/sign-in/totp", { code: wrong });
  const locked = await (await challenged(email)).post("/sign-in/totp", { code: nextTotpCode(uri) });
  expect(locked).toMatchObject({ status: 429, headers: { "retry-after": "900" } });
});

test("whoever has no challenge, or another's, is not let in by a right code", async () => {
  const [one, other] = [await newCautiousOwner(), await newCautiousOwner()];
  expect((await new Browser(identity).post("/sign-in/totp", { code: nextTotpCode(one.uri) })).status).toBe(401);
  const challenge = await challenged(one.email);
  expect((await challenge.post("/sign-in/totp", { code: nextTotpCode(other.uri) })).status).toBe(401);
});

/** A passkey of someone, on a device. */
async function withPasskey(browser: Browser, device: Authenticator, name = "Laptop") {
  const { body: options } = await browser.post("/passkeys/options");
  return browser.post("/passkeys", { name, credential: device.register(options) });
}

test("a passkey signs in whom it belongs to, without a password", async () => {
  const { browser, personId } = await newCautiousOwner();
  const device = new Authenticator(appOrigin);
  expect(await withPasskey(browser, device)).toMatchObject({ status: 201, body: { name: "Laptop" } });
  const stranger = new Browser(identity);
  const { body: options } = await stranger.post("/sign-in/passkey/options");
  expect(options).toMatchObject({ userVerification: "required", rpId: "app.localhost" });
  const credential = device.answer(options);
  expect(await stranger.post("/sign-in/passkey", { credential })).toMatchObject({ status: 200, body: { personId } });
  expect((await stranger.get("/session")).body.person.personId).toBe(personId);
  expect((await stranger.post("/sign-in/passkey", { credential })).status).toBe(401);
});

test("a passkey is refused when its device asked nobody who they are, on another site, or after it was deleted", async () => {
  const { browser } = await newOwner(identity);
  const device = new Authenticator(appOrigin);
  const { body: passkey } = await withPasskey(browser, device);
  const signIn = async (answer: (options: { challenge: string; rpId: string }) => unknown) => {
    const stranger = new Browser(identity);
    const { body: options } = await stranger.post("/sign-in/passkey/options");
    return (await stranger.post("/sign-in/passkey", { credential: answer(options) })).status;
  };
  device.hasVerified = false;
  expect(await signIn((options) => device.answer(options))).toBe(401);
  device.hasVerified = true;
  expect(await signIn((options) => device.answer({ ...options, rpId: "evil.example" }))).toBe(401);
  expect(await signIn((options) => device.answer({ ...options, challenge: "AAAA" }))).toBe(401);
  expect(await signIn((options) => new Authenticator(appOrigin).answer(options))).toBe(401);
  expect(await signIn((options) => device.answer(options))).toBe(200);
  expect((await browser.get("/passkeys")).body.items).toMatchObject([{ passkeyId: passkey.passkeyId }]);
  expect((await browser.call("DELETE", `/passkeys/${passkey.passkeyId}`)).status).toBe(204);
  expect(await signIn((options) => device.answer(options))).toBe(401);
});

test("nobody deletes another's passkey, nor registers one for a challenge that was not theirs", async () => {
  const [owner, other] = [await newOwner(identity), await newOwner(identity)];
  const { body: passkey } = await withPasskey(owner.browser, new Authenticator(appOrigin));
  expect((await other.browser.call("DELETE", `/passkeys/${passkey.passkeyId}`)).status).toBe(404);
  const { body: options } = await owner.browser.post("/passkeys/options");
  const credential = new Authenticator(appOrigin).register(options);
  expect((await other.browser.post("/passkeys", { credential })).status).toBe(400);
});
