import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";
import { Browser, goodPassword, startIdentity, tokenIn, type Identity } from "./identity-client.ts";

let identity: Identity;
let server: SMTPServer;
const received: { readonly to: string; readonly raw: Buffer }[] = [];
/** How many mails are to be refused for now. */
let failures = 0;
/** What the server has against us for now, and at which command it says so. */
let refusal: { readonly at: "MAIL" | "RCPT"; readonly says: string } | null = null;
const refused = (says: string) => Object.assign(new Error(says), { responseCode: 554 });

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom(_, __, callback) {
      callback(refusal?.at === "MAIL" ? refused(refusal.says) : null);
    },
    onRcptTo({ address }, _, callback) {
      if (refusal?.at === "RCPT") return callback(refused(refusal.says));
      if (address.startsWith("unknown@"))
        return callback(Object.assign(new Error("no such user"), { responseCode: 550 }));
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        failures -= 1;
        if (failures >= 0) return callback(Object.assign(new Error("try later"), { responseCode: 451 }));
        for (const { address } of session.envelope.rcptTo) received.push({ to: address, raw: Buffer.concat(chunks) });
        callback();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  identity = await startIdentity({ MAIL_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "HotSwap <mail@hotswap.example>" });
});
afterAll(async () => {
  await identity.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const signUp = (email: string, subdomain: string, name = "Somebody") =>
  new Browser(identity).post("/sign-up", {
    email,
    name,
    password: goodPassword,
    tenant: { name: "Theirs", subdomain },
  });
const mailsTo = (email: string) => received.filter(({ to }) => to === email);

test("a mail that cannot be handed over is tried again, and arrives once; then nothing of it is kept", async () => {
  failures = 2;
  const email = "patient@example.com";
  expect((await signUp(email, "patient-site")).status).toBe(202);
  await eventually("it arrives", () => mailsTo(email).length > 0, 60_000);
  const mail = await simpleParser(mailsTo(email)[0]!.raw);
  expect(mail).toMatchObject({
    subject: "Confirm your e-mail address",
    from: { text: '"HotSwap" <mail@hotswap.example>' },
  });
  expect(mail.html).toContain("Confirm the address");
  const token = tokenIn({ text: mail.text ?? "" });
  await eventually(
    "it is forgotten",
    async () => (await identity.sql("select 1 as one from platform.mails")).length === 0,
  );
  expect(mailsTo(email)).toHaveLength(1);
  expect(identity.service.said()).toContain("job-failed");
  expect(identity.service.said()).not.toContain(token);
  expect((await new Browser(identity).post("/verify-email", { token })).status).toBe(200);
});

test("a mail outlives the service: killed before it was sent, the next one sends it", async () => {
  failures = 1_000;
  const email = "survivor@example.com";
  await signUp(email, "survivor-site");
  await eventually("it was tried", () => failures < 1_000);
  await identity.restart();
  failures = 0;
  await eventually("it arrives", () => mailsTo(email).length > 0, 60_000);
});

test("a mail that is refused for good is given up, and others go on", async () => {
  await signUp("unknown@example.com", "unknown-site");
  await eventually("it is given up", () => identity.service.said().includes("mail-refused"), 30_000);
  await signUp("known@example.com", "known-site");
  await eventually("the next arrives", () => mailsTo("known@example.com").length > 0, 30_000);
});

test.each([
  { at: "MAIL", says: "5.1.8 the sender is not known here" },
  { at: "MAIL", says: "must issue a STARTTLS command first" },
  { at: "RCPT", says: "5.7.1 relaying denied" },
] as const)("a mail waits until a server that has something against us takes it: $at, $says", async ({ at, says }) => {
  const name = says.replace(/[^a-z]+/gi, "-").toLowerCase();
  const email = `waiting${name}@example.com`;
  refusal = { at, says };
  await signUp(email, `w${name}`.slice(0, 40));
  await eventually("it was tried", () => identity.service.said().includes(says), 30_000);
  expect(await identity.sql("select 1 as one from platform.mails")).toHaveLength(1);
  refusal = null;
  await eventually("it arrives", () => mailsTo(email).length > 0, 60_000);
});

test("what is kept of a mail on its way is sealed, and a name cannot add to it", async () => {
  failures = 1_000;
  await signUp("sealed@example.com", "sealed-site", "<b>Bold</b>");
  const [row] = await identity.sql("select sealed from platform.mails order by mail_id desc limit 1");
  expect(row.sealed).not.toMatch(/sealed@|token|Bold/);
  failures = 0;
  await eventually("it arrives", () => mailsTo("sealed@example.com").length > 0, 60_000);
  const { html } = await simpleParser(mailsTo("sealed@example.com")[0]!.raw);
  expect(html).toContain("&lt;b&gt;Bold");
});
