import { createTransport } from "nodemailer";
import { composeMail } from "./compose.ts";
import { MailRefused, type Mailer } from "./port.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
}

const stepMsMax = 10_000;

/** Hands mails over by SMTP, with TLS wherever the server has it. */
export function smtpMailer({ url, from }: SmtpOptions): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const transport = createTransport({
    host: hostname,
    port: port === "" ? (protocol === "smtps:" ? 465 : 587) : Number(port),
    secure: protocol === "smtps:",
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: stepMsMax,
    greetingTimeout: stepMsMax,
    dnsTimeout: stepMsMax,
    socketTimeout: 2 * stepMsMax,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(composeMail(mail, from));
      } catch (error) {
        if (isFinal(error)) throw new MailRefused("the server refused it for good", { cause: error });
        throw error;
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** Codes of the 500s are final, but for those that say that we may not send at all: a person mends that. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== "EAUTH";
}
