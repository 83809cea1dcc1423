import { uuidV7 } from "#domain/ids/index.ts";
import { mails } from "#migrations/schema/index.ts";
import { enqueueJob, type Transaction } from "../../database/index.ts";
import type { Mail } from "../../drivers/mail/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import type { MailContent } from "./write-mail.ts";

export const mailTask = "send-mail";
/** With ever longer pauses in between, the last of so many tries is made after about ten hours. */
const triesMax = 11;
const keptHours = 24;

/** Sends a mail once the transaction commits. Its text may hold a link as good as a password, so it is sealed, and in no job. */
export async function queueMail(
  { keys, now }: Pick<IdentityServices, "keys" | "now">,
  transaction: Transaction,
  to: string,
  content: MailContent,
): Promise<void> {
  const at = now();
  const mailId = uuidV7(at);
  const { seal } = await keys();
  const mail: Mail = { mailId, to, ...content };
  await transaction.insert(mails).values({
    mailId,
    sealed: seal(JSON.stringify(mail), `mail ${mailId}`),
    createdAt: new Date(at),
    expiresAt: new Date(at + keptHours * 3_600_000),
  });
  const queue = `mail:${Number.parseInt(mailId.slice(-2), 16) % 4}`;
  await enqueueJob(transaction, { task: mailTask, payload: { mailId }, queue, key: `mail:${mailId}`, triesMax });
}
