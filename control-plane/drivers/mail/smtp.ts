import { createTransport } from "nodemailer";
import { composeMail } from "./compose.ts";
import { MailRefused, type Mailer } from "./port.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
  /** For each step of the conversation. */
  readonly stepMsMax?: number;
}

/** Hands mails over by SMTP, with TLS wherever the server has it. */
export function smtpMailer({ url, from, stepMsMax = 10_000 }: SmtpOptions): Mailer {
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

/** What servers answer whoever may not send at all (RFC 3463, 7.x), or not by this sender (1.7 and 1.8), some of them only now. */
const refusesUs = /^\d{3}[ -]5\.(?:7\.|1\.[78]\b)/;

/**
 * Final is what the server says of the recipient. Whatever else it refuses for good, as the sender, the password or doing without
 * TLS, a person mends, and the mail is to be there still.
 */
function isFinal(error: unknown): boolean {
  const {
    responseCode = 0,
    response = "",
    command,
  } = error as {
    readonly responseCode?: number;
    readonly response?: string;
    readonly command?: string;
  };
  return command === "RCPT TO" && responseCode >= 500 && !refusesUs.test(response);
}
