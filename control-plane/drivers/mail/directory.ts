import { appendFile, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { KeptMail } from "#domain/contracts/index.ts";
import { composeMail } from "./compose.ts";
import type { Mailer } from "./port.ts";

export interface DirectoryMailOptions {
  readonly path: string;
  readonly from: string;
}

/**
 * Puts mails into a directory, where a developer reads them: nothing is delivered. Each is there as `<mailId>.eml`, as it would have
 * been sent, and as `<mailId>.json`, as it was handed over. `index.ndjson` has a line for each, oldest first; two for one that was
 * handed over twice.
 */
export function directoryMailer({ path, from }: DirectoryMailOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(mail) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const { message } = await transport.sendMail(composeMail(mail, from));
      const { mailId, to, subject } = mail;
      const line: KeptMail = { mailId, at: new Date().toISOString(), to, subject };
      await writeWhole(join(path, `${mailId}.eml`), message as Buffer);
      await writeWhole(join(path, `${mailId}.json`), JSON.stringify({ ...line, text: mail.text, html: mail.html }));
      await appendFile(join(path, "index.ndjson"), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    },
    async close() {},
  };
}

/** Nobody ever reads half of it. */
async function writeWhole(file: string, content: Buffer | string): Promise<void> {
  await writeFile(`${file}.part`, content, { mode: 0o600 });
  await rename(`${file}.part`, file);
}
