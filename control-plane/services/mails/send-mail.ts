import { eq } from "drizzle-orm";
import { mails } from "#migrations/schema/index.ts";
import { MailRefused, type Mail, type Mailer } from "../../drivers/mail/index.ts";
import type { IdentityServices } from "../../identity/index.ts";

/** Hands over a mail that waits, and forgets what it said. One that is gone was sent, or is too old. */
export async function sendMail(
  { database, keys, log, now }: Pick<IdentityServices, "database" | "keys" | "log" | "now">,
  mailer: Mailer,
  mailId: string,
): Promise<void> {
  const [row] = await database.select().from(mails).where(eq(mails.mailId, mailId));
  if (row === undefined) return;
  if (row.expiresAt.getTime() > now()) {
    const { open } = await keys();
    const mail = JSON.parse(open(row.sealed, `mail ${mailId}`)) as Mail;
    await mailer.send(mail).catch((error: unknown) => {
      if (!(error instanceof MailRefused)) throw error;
      log("mail-refused", { mailId, error: String(error.cause) });
    });
  }
  await database.delete(mails).where(eq(mails.mailId, mailId));
}
