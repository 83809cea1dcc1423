export { letters } from "./letters.ts";
export { mailTask, queueMail } from "./queue-mail.ts";
export { sendMail } from "./send-mail.ts";
