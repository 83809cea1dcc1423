import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appOrigin,
  Browser,
  goodPassword,
  mailsTo,
  newOwner,
  startIdentity,
  tokenIn,
  type Identity,
} from "./identity-client.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

const signUpOf = (email: string, subdomain: string, password = goodPassword) => ({
  email,
  name: "Somebody",
  password,
  tenant: { name: "Somebody's", subdomain },
});

test("a forgotten password is replaced by the token of a mail, once, and all devices are signed out", async () => {
  const { browser, email } = await newOwner(identity);
  const stranger = new Browser(identity);
  expect((await stranger.post("/request-password-reset", { email })).status).toBe(202);
  const token = tokenIn(await identity.mailTo(email, 2));
  const password = "another umbrella 43";
  expect((await stranger.post("/reset-password", { token, password: "short" })).status).toBe(422);
  expect((await stranger.post("/reset-password", { token, password })).status).toBe(204);
  expect((await stranger.post("/reset-password", { token, password: goodPassword })).status).toBe(410);
  expect((await browser.get("/session")).status).toBe(401);
  expect((await stranger.post("/sign-in", { email, password: goodPassword })).status).toBe(401);
  expect((await stranger.post("/sign-in", { email, password })).status).toBe(200);
  expect((await identity.mailTo(email, 3)).subject).toBe("Your password was changed");
});

test("links to choose a new password are kept as digests, and one that was used voids the others", async () => {
  const { email, personId } = await newOwner(identity);
  const stranger = new Browser(identity);
  const tokens: string[] = [];
  for (const nth of [2, 3]) {
    await stranger.post("/request-password-reset", { email });
    tokens.push(tokenIn(await identity.mailTo(email, nth)));
  }
  const [first = "", second = ""] = tokens;
  const kept = await identity.sql("select identifier from platform.verifications where value = $1", [personId]);
  expect(kept).toHaveLength(2);
  for (const { identifier } of kept) {
    expect(identifier).toMatch(/^[0-9a-f]{64}$/);
    const token = identifier as string;
    expect((await stranger.post("/reset-password", { token, password: "the reader's own 1" })).status).toBe(410);
  }
  expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${first}|${second}`));
  expect((await stranger.post("/reset-password", { token: first, password: "another umbrella 43" })).status).toBe(204);
  expect((await stranger.post("/reset-password", { token: second, password: goodPassword })).status).toBe(410);
});

test("changing the password voids the links to choose another", async () => {
  const { browser, email } = await newOwner(identity);
  await browser.post("/request-password-reset", { email });
  const token = tokenIn(await identity.mailTo(email, 2));
  const change = { currentPassword: goodPassword, password: "a fine new password 7" };
  expect((await browser.post("/change-password", change)).status).toBe(204);
  expect((await browser.post("/reset-password", { token, password: "another umbrella 43" })).status).toBe(410);
});

test("of two links followed at a time, one chooses the password", async () => {
  const { email } = await newOwner(identity);
  const stranger = new Browser(identity);
  const passwords = ["the first umbrella 43", "the second umbrella 44"];
  const resets: { readonly token: string; readonly password: string }[] = [];
  for (const password of passwords) {
    await stranger.post("/request-password-reset", { email });
    resets.push({ token: tokenIn(await identity.mailTo(email, resets.length + 2)), password });
  }
  const both = await Promise.all(resets.map((reset) => new Browser(identity).post("/reset-password", reset)));
  expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
});

test("proposals that are too weak are no tries of the account", async () => {
  const { browser, email } = await newOwner(identity);
  for (let tries = 0; tries < 11; tries += 1) {
    const weak = await browser.post("/change-password", { currentPassword: goodPassword, password: "password1234" });
    expect(weak.status).toBe(422);
  }
  expect((await new Browser(identity).post("/sign-in", { email, password: goodPassword })).status).toBe(200);
});

test("changing the password asks for the current one, and signs out everywhere else", async () => {
  const { browser, email } = await newOwner(identity);
  const phone = new Browser(identity);
  await phone.post("/sign-in", { email, password: goodPassword });
  const change = (currentPassword: string, password: string) =>
    browser.post("/change-password", { currentPassword, password });
  expect((await change("not the current one", "a fine new password 7")).status).toBe(401);
  expect((await change(goodPassword, "a fine new password 7")).status).toBe(204);
  expect([(await browser.get("/session")).status, (await phone.get("/session")).status]).toEqual([200, 401]);
});

test.each([
  ["short", "too few characters"],
  ["password1234", "tried first"],
  ["Password1234!", "tried first, with an end"],
  ["aaaaaaaaaaaaaaa", "one character"],
  ["abcdefghijklmnop", "a row of letters"],
  ["123456789012345", "a row of digits"],
  ["weak.password@example.com", "the address"],
])("the password %s is refused: %s", async (password) => {
  const refused = await new Browser(identity).post(
    "/sign-up",
    signUpOf("weak.password@example.com", "weak-one", password),
  );
  expect(refused).toMatchObject({ status: 422, body: { type: "urn:hotswap:problem:password-refused" } });
});

test("nothing that a stranger is answered tells whether somebody has an address", async () => {
  const { email } = await newOwner(identity);
  const answers = async (address: string, subdomain: string) => {
    const stranger = new Browser(identity);
    const all = [
      await stranger.post("/sign-up", signUpOf(address, subdomain)),
      await stranger.post("/sign-in", { email: address, password: "a wrong password 1" }),
      await stranger.post("/request-password-reset", { email: address }),
      await stranger.post("/resend-verification", { email: address }),
    ];
    return all.map(({ status, body }) => ({ status, body: { ...body, requestId: null } }));
  };
  expect(await answers(email, "known-address")).toEqual(await answers("nobody@example.com", "unknown-address"));
  expect(await identity.mailTo(email, 2)).toMatchObject({ subject: "You have an account already" });
});

test("signing up with an address that somebody has changes nothing of theirs", async () => {
  const { email, browser } = await newOwner(identity);
  const stranger = new Browser(identity);
  await stranger.post("/sign-up", signUpOf(email, "taking-over", "the stranger's password 1"));
  expect((await stranger.post("/sign-in", { email, password: "the stranger's password 1" })).status).toBe(401);
  expect((await browser.get("/session")).status).toBe(200);
  const { text } = await identity.mailTo(email, 2);
  expect(text).not.toContain("#token=");
});

test("of several who claim one address, only who reads its mail becomes a person, with the password of that claim", async () => {
  const email = "claimed@example.com";
  const [thief, holder] = [new Browser(identity), new Browser(identity)];
  await thief.post("/sign-up", signUpOf(email, "thiefs", "the thief's password 1"));
  await holder.post("/sign-up", signUpOf(email, "holders", goodPassword));
  const token = tokenIn(await identity.mailTo(email, 2));
  expect((await holder.post("/verify-email", { token })).status).toBe(200);
  expect((await thief.post("/sign-in", { email, password: "the thief's password 1" })).status).toBe(401);
  expect((await holder.post("/sign-in", { email, password: goodPassword })).status).toBe(200);
  expect((await holder.post("/verify-email", { token: tokenIn(await identity.mailTo(email, 1)) })).status).toBe(410);
});

test("the link is mailed once more, and the one before is no longer good", async () => {
  const email = "once-more@example.com";
  const browser = new Browser(identity);
  await browser.post("/sign-up", signUpOf(email, "once-more"));
  const first = tokenIn(await identity.mailTo(email));
  expect((await browser.post("/resend-verification", { email })).status).toBe(202);
  const token = tokenIn(await identity.mailTo(email, 2));
  expect((await browser.post("/verify-email", { token: first })).status).toBe(410);
  expect((await browser.post("/verify-email", { token })).status).toBe(200);
});

test("of several who claim one address, none gets the link once more: whoever reads the mail is asked to sign up anew", async () => {
  const email = "claimed-twice@example.com";
  const [thief, holder] = [new Browser(identity), new Browser(identity)];
  await holder.post("/sign-up", signUpOf(email, "holders-own"));
  await thief.post("/sign-up", signUpOf(email, "thiefs-own", "the thief's password 1"));
  await identity.mailTo(email, 2);
  expect((await holder.post("/resend-verification", { email })).status).toBe(202);
  const { subject, text } = await identity.mailTo(email, 3);
  expect(subject).toBe("Sign up once more");
  expect(text).toContain(`${appOrigin}/sign-up`);
  expect(text).not.toContain("#token=");
});

test("signing in takes as long for an address that nobody has", async () => {
  const { email } = await newOwner(identity);
  const timeOf = async (address: string) => {
    const started = performance.now();
    await new Browser(identity).post("/sign-in", { email: address, password: "a wrong password 1" });
    return performance.now() - started;
  };
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let round = 0; round < 9; round += 1) {
    known.push(await timeOf(email));
    unknown.push(await timeOf(`nobody-${round}@example.com`));
  }
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[4]!;
  const [ofKnown, ofUnknown] = [median(known), median(unknown)];
  expect(Math.abs(ofKnown - ofUnknown)).toBeLessThan(0.35 * Math.max(ofKnown, ofUnknown));
});

test("an account can be tried ten times, from whatever addresses; then not even the right password is looked at", async () => {
  const { email } = await newOwner(identity);
  const attempt = (password: string) => new Browser(identity).post("/sign-in", { email, password });
  for (let tries = 0; tries < 10; tries += 1) expect((await attempt(`wrong password ${tries}`)).status).toBe(401);
  const locked = await attempt(goodPassword);
  expect(locked.status).toBe(429);
  expect(Number(locked.headers["retry-after"])).toBeGreaterThan(600);
  const unknown = async () =>
    (await new Browser(identity).post("/sign-in", { email: "x@example.com", password: "y" })).status;
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) statuses.push(await unknown());
  expect(statuses.at(-1)).toBe(429);
});

test("tries that run at the same time are counted all the same", async () => {
  const { email } = await newOwner(identity);
  const tries = Array.from({ length: 25 }, () =>
    new Browser(identity).post("/sign-in", { email, password: "a wrong password 1" }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
});

test("where no address is known a stranger's many tries lock nobody out, and an account's are counted all the same", async () => {
  const { email } = await newOwner(identity);
  const counted = () => identity.sql("select key from platform.rate_limits where key like '%-address:%' order by key");
  const before = await counted();
  const unknown = () => Object.assign(new Browser(identity), { address: "unknown" });
  const token = "a".repeat(43);
  const tries = await Promise.all(Array.from({ length: 120 }, () => unknown().post("/verify-email", { token })));
  expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([410]));
  const stranger = unknown();
  await stranger.post("/sign-up", signUpOf("of-nowhere@example.com", "of-nowhere"));
  await stranger.post("/request-password-reset", { email: "of-nowhere@example.com" });
  await stranger.post("/resend-verification", { email: "of-nowhere@example.com" });
  await stranger.post("/invitations/preview", { token });
  for (let count = 0; count < 10; count += 1) await stranger.post("/sign-in", { email, password: `wrong ${count}` });
  expect(await counted()).toEqual(before);
  expect((await stranger.post("/sign-in", { email, password: goodPassword })).status).toBe(429);
});

test("an address gets at most five mails an hour, whoever asks for them", async () => {
  const { email } = await newOwner(identity);
  const statuses: number[] = [];
  for (let asked = 0; asked < 6; asked += 1) {
    statuses.push((await new Browser(identity).post("/request-password-reset", { email })).status);
  }
  expect(statuses.at(-1)).toBe(429);
  expect(mailsTo(identity.service.mails, email).length).toBeLessThanOrEqual(5);
});

test("a subdomain that was taken meanwhile gets another end", async () => {
  const [first, second] = [new Browser(identity), new Browser(identity)];
  await first.post("/sign-up", signUpOf("first@example.com", "wanted-name"));
  await second.post("/sign-up", signUpOf("second@example.com", "wanted-name"));
  const verify = async (browser: Browser, email: string) =>
    (await browser.post("/verify-email", { token: tokenIn(await identity.mailTo(email)) })).body.tenant.subdomain;
  expect(await verify(first, "first@example.com")).toBe("wanted-name");
  expect(await verify(second, "second@example.com")).toMatch(/^wanted-name-[0-9a-f]{6}$/);
  const late = await new Browser(identity).post("/sign-up", signUpOf("third@example.com", "wanted-name"));
  expect(late.status).toBe(409);
});

test("a link followed twice at a time makes one person", async () => {
  const email = "twice@example.com";
  await new Browser(identity).post("/sign-up", signUpOf(email, "twice-site"));
  const token = tokenIn(await identity.mailTo(email));
  const both = await Promise.all([1, 2].map(() => new Browser(identity).post("/verify-email", { token })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(await identity.sql("select 1 as one from platform.tenants where subdomain like 'twice-site%'")).toHaveLength(
    1,
  );
});

test("no password, token or cookie is in the log", () => {
  const said = identity.service.said();
  expect(said).not.toContain(goodPassword);
  expect(said).not.toMatch(/#token=|session_token/);
});
