import { mailPageKey } from "#domain/contracts/index.ts";
import { ensureSecretExists, type DataDirectory } from "./data-directory.ts";
import { environmentOf } from "./environment.ts";
import type { PlatformOptions } from "./platform-types.ts";

/** Where edges answer with the page of mails. */
export const mailHostname = "mail.localhost";

/** Whether mails go to the data directory: an operator who names a server, or another directory, sees to them. */
export function keepsMails(options: PlatformOptions): boolean {
  return options.postgres !== false && !environmentOf(options).MAIL_URL;
}

/** The address of the page of mails, with the key that opens it; null where there is none. */
export function mailsUrlAt(port: number, directory: DataDirectory, options: PlatformOptions): string | null {
  if (!keepsMails(options)) return null;
  const key = mailPageKey(ensureSecretExists(directory.controlPlaneSecret));
  return `http://${mailHostname}:${port}/?key=${key}`;
}
