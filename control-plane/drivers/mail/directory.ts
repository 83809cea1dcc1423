import { appendFile, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { composeMail } from "./compose.ts";
import type { Mailer } from "./port.ts";

export interface DirectoryMailOptions {
  readonly path: string;
  readonly from: string;
}

/** A line of the directory's `index.ndjson`, oldest first; a mail that was handed over twice has two. */
export interface MailIndexLine {
  readonly mailId: string;
  readonly at: string;
  readonly to: string;
  readonly subject: string;
}

/** Puts mails into a directory, `<mailId>.eml` each, where a developer reads them: nothing is delivered. */
export function directoryMailer({ path, from }: DirectoryMailOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(mail) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const file = join(path, `${mail.mailId}.eml`);
      const { message } = await transport.sendMail(composeMail(mail, from));
      const { mailId, to, subject } = mail;
      const line: MailIndexLine = { mailId, at: new Date().toISOString(), to, subject };
      await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${file}.part`, file);
      await appendFile(join(path, "index.ndjson"), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    },
    async close() {},
  };
}
