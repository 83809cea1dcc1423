import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser, type AddressObject } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { describe, expect, test } from "vitest";
import { MailRefused } from "#control-plane/drivers/mail/index.ts";
import { directoryMailer } from "#control-plane/drivers/mail/directory.ts";
import { smtpMailer } from "#control-plane/drivers/mail/smtp.ts";
import { describeMailer, newMail, type MailerHarness, type ReceivedMail } from "./mailer.ts";
import { findFreePort, startSilentServer } from "./support/cutting-proxy.ts";

const from = "HotSwap <no-reply@hotswap.example>";

async function parsed(raw: Buffer): Promise<ReceivedMail> {
  const { messageId = "", from: sender, to, subject = "", text = "", html = false } = await simpleParser(raw);
  const addresses = [to].flat().flatMap((list) => (list as AddressObject | undefined)?.value ?? []);
  return {
    messageId,
    from: sender?.text.replaceAll('"', "") ?? "",
    to: addresses.map(({ address = "" }) => address),
    subject,
    text,
    html: html === false ? "" : html,
  };
}

/** A real server that keeps what it is given, and for whom it was. */
async function startSmtp(options: SMTPServerOptions = {}) {
  const kept: { readonly raw: Buffer; readonly recipients: readonly string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        kept.push({
          raw: Buffer.concat(chunks),
          recipients: session.envelope.rcptTo.map(({ address }) => address),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    kept,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describeMailer("SMTP", async (): Promise<MailerHarness> => {
  const smtp = await startSmtp();
  return {
    mailer: smtpMailer({ url: smtp.url, from }),
    from,
    // Whom the envelope names gets it, whatever the mail itself says.
    received: () =>
      Promise.all(smtp.kept.map(async ({ raw, recipients }) => ({ ...(await parsed(raw)), to: recipients }))),
    broken: async () => smtpMailer({ url: `smtp://127.0.0.1:${await findFreePort()}`, from }),
    stop: smtp.stop,
  };
});

describeMailer("a directory", async (): Promise<MailerHarness> => {
  const path = mkdtempSync(join(tmpdir(), "hotswap-mails-"));
  return {
    mailer: directoryMailer({ path, from }),
    from,
    received: () =>
      Promise.all(
        readdirSync(path)
          .filter((name) => name.endsWith(".eml"))
          .map((name) => parsed(readFileSync(join(path, name)))),
      ),
    async broken() {
      writeFileSync(join(path, "file"), "");
      return directoryMailer({ path: join(path, "file"), from });
    },
    stop: async () => rmSync(path, { recursive: true, force: true }),
  };
});

describe("SMTP", () => {
  test("a recipient whom the server will never take is refused; a sender, a password or a full server is not", async () => {
    const answers: Readonly<Record<string, readonly [number, string]>> = {
      "nobody@example.com": [550, "5.1.1 no such user"],
      "blocked@example.com": [550, "5.7.1 you may not send"],
      "full@example.com": [452, "4.2.2 mailbox full"],
    };
    const smtp = await startSmtp({
      onRcptTo({ address }, _, done) {
        const [responseCode, message] = answers[address] ?? [0, ""];
        done(responseCode === 0 ? null : Object.assign(new Error(message), { responseCode }));
      },
    });
    const mailer = smtpMailer({ url: smtp.url, from });
    const outcome = (to: string) => mailer.send(newMail({ to })).catch((error: unknown) => error);
    expect(await outcome("nobody@example.com")).toBeInstanceOf(MailRefused);
    for (const to of ["blocked@example.com", "full@example.com"]) {
      expect(await outcome(to)).not.toBeInstanceOf(MailRefused);
      expect(await outcome(to)).toBeInstanceOf(Error);
    }
    await mailer.close();
    await smtp.stop();
  });

  test("a server that took the mail and never said so is given it again, under the same id", async () => {
    let isLost = true;
    const losing = await startSmtp({
      onData(stream, _, done) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          losing.kept.push({ raw: Buffer.concat(chunks), recipients: [] });
          if (!isLost) return done();
          isLost = false;
          done(Object.assign(new Error("lost"), { responseCode: 421 }));
        });
      },
    });
    const mail = newMail();
    const mailer = smtpMailer({ url: losing.url, from, stepMsMax: 1_000 });
    await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(MailRefused);
    await mailer.send(mail);
    const ids = (await Promise.all(losing.kept.map(({ raw }) => parsed(raw)))).map(({ messageId }) => messageId);
    expect(ids).toEqual([`<${mail.mailId}@hotswap.example>`, `<${mail.mailId}@hotswap.example>`]);
    await mailer.close();
    await losing.stop();
  });

  test("a server that never says anything is given up in time", async () => {
    const silent = await startSilentServer();
    const mailer = smtpMailer({ url: `smtp://127.0.0.1:${silent.port}`, from, stepMsMax: 300 });
    const begun = performance.now();
    const error = await mailer.send(newMail()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(MailRefused);
    expect(performance.now() - begun).toBeLessThan(3_000);
    await mailer.close();
    await silent.close();
  });
});
