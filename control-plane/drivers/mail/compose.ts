import type { SendMailOptions } from "nodemailer";
import type { Mail } from "./port.ts";

/** A mail in the words of nodemailer. */
export function composeMail({ mailId, to, subject, text, html }: Mail, from: string): SendMailOptions {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? "localhost";
  return {
    from,
    // As an object, so that nothing in it is read as a second address.
    to: { name: "", address: to },
    subject,
    text,
    html,
    messageId: `<${mailId}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
