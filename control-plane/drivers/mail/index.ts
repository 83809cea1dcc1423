import { fileURLToPath } from "node:url";
import { directoryMailer } from "./directory.ts";
import { directoryMailFolder, type MailFolder } from "./folder.ts";
import type { Mailer } from "./port.ts";
import { smtpMailer } from "./smtp.ts";

export type { MailFolder } from "./folder.ts";
export { MailRefused, type Mail, type Mailer } from "./port.ts";

/** @param url `smtp://…`, `smtps://…`, or `file:///directory`; null for none, where mails wait */
export function mailerOf(url: string | null, from: string): Mailer {
  if (url === null) return noMailer;
  return url.startsWith("file:") ? directoryMailer({ path: fileURLToPath(url), from }) : smtpMailer({ url, from });
}

/** Where mails can be read again; null where they are delivered. */
export function mailFolderOf(url: string | null): MailFolder | null {
  return url?.startsWith("file:") === true ? directoryMailFolder(fileURLToPath(url)) : null;
}

const noMailer: Mailer = {
  send: () => Promise.reject(new Error("no MAIL_URL is configured")),
  close: async () => {},
};
