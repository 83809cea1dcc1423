import type { Mailer } from "../drivers/mail/index.ts";
import type { IdentityServices } from "../identity/index.ts";
import { mailTask, sendMail } from "../services/mails/index.ts";
import type { Job } from "./job.ts";

/** Hands over a mail that waits. */
export function sendMailJob(services: IdentityServices, mailer: Mailer): Job {
  return {
    task: mailTask,
    run: ({ mailId = "" }) => sendMail(services, mailer, mailId),
  };
}
