import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface LocalUrls {
  readonly api: string;
  /** The page of mails, with the key that opens it; null where mails are delivered. */
  readonly mails: string | null;
  readonly sites: readonly { readonly websiteId: string; readonly url: string }[];
}

/** Someone who can sign in: by password, or by a token that every call carries. */
export interface Login {
  readonly role: "platform-administrator" | "owner" | "editor" | "operator";
  /** Null for whoever belongs to no tenant. */
  readonly tenantId: string | null;
  readonly email: string | null;
  readonly password: string | null;
  /** Null for people: they sign in and exchange their session for one that is good for five minutes. */
  readonly token: string | null;
}

export interface LocalFileInput {
  readonly urls: LocalUrls;
  readonly logins: readonly Login[];
}

/**
 * Writes `local.json`, which tells programs on this machine where the platform is and how to sign in. It holds
 * secrets: only its owner may read it.
 *
 * @returns its path
 */
export function writeLocalFile(directory: string, { urls, logins }: LocalFileInput): string {
  const path = join(directory, "local.json");
  const content = { urls: { ...urls, sites: urls.sites.map(({ websiteId, url }) => ({ websiteId, url })) }, logins };
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
