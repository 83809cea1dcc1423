import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MailRefused, type Mail, type Mailer } from "#control-plane/drivers/mail/index.ts";

/** A mail as whoever got it reads it. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailerHarness {
  readonly mailer: Mailer;
  readonly from: string;
  /** All that came, oldest first. */
  received(): Promise<readonly ReceivedMail[]>;
  /** A mailer whose place to hand mails over cannot be used, and stops being so never. */
  broken(): Promise<Mailer>;
  stop(): Promise<void>;
}

export function newMail(more: Partial<Mail> = {}): Mail {
  return {
    mailId: randomUUID(),
    to: "ann@example.com",
    subject: "Grüße aus Köln – 你好",
    text: "Hello,\n\n.a line that begins with a dot\nund Umlaute: äöü\n",
    html: "<p>Hello, <b>you</b> &amp; Umlaute: äöü</p>",
    ...more,
  };
}

/** What every driver of mail holds to. */
export function describeMailer(name: string, makeHarness: () => Promise<MailerHarness>): void {
  describe(`${name} as a mailer`, () => {
    let harness: MailerHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(async () => {
      await harness.mailer.close();
      await harness.stop();
    });
    const find = async ({ mailId }: Mail) =>
      (await harness.received()).filter(({ messageId }) => messageId.startsWith(`<${mailId}@`));

    test("a mail comes as it was written, from whom it is, under its own id", async () => {
      const mail = newMail();
      await harness.mailer.send(mail);
      const [received, ...others] = await find(mail);
      expect(others).toEqual([]);
      expect(received).toMatchObject({ from: harness.from, to: [mail.to], subject: mail.subject });
      expect(received!.text.trim()).toBe(mail.text.trim());
      expect(received!.html.trim()).toBe(mail.html.trim());
    });

    test("handed over again it is known as the same", async () => {
      const mail = newMail();
      for (let time = 0; time < 2; time += 1) await harness.mailer.send(mail);
      const ids = (await find(mail)).map(({ messageId }) => messageId);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(1);
    });

    test("whatever stands in a subject or an address leads to nobody else", async () => {
      const mail = newMail({ subject: "Hello\r\nBcc: eve@example.com\r\n\r\nMore", to: "ann@example.com" });
      await harness.mailer.send(mail);
      const [received] = await find(mail);
      expect(received!.to).toEqual(["ann@example.com"]);
      const twofold = newMail({ to: "ann@example.com, eve@example.com" });
      await harness.mailer.send(twofold).catch(() => {});
      const others = (await harness.received()).flatMap(({ to }) => to);
      expect(others).not.toContain("eve@example.com");
    });

    test("twenty at a time all come, each once", async () => {
      const mails = Array.from({ length: 20 }, (_, index) => newMail({ subject: `Mail ${index}` }));
      await Promise.all(mails.map((mail) => harness.mailer.send(mail)));
      for (const mail of mails) expect((await find(mail)).map(({ subject }) => subject)).toEqual([mail.subject]);
    });

    test("what cannot be handed over now is no refusal, so that it is tried again", async () => {
      const mailer = await harness.broken();
      const error = await mailer.send(newMail()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(MailRefused);
      await mailer.close();
    });
  });
}
