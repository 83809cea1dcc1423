import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface LocalFileInput {
  readonly urls: {
    readonly api: string;
    readonly sites: readonly { readonly websiteId: string; readonly url: string }[];
  };
  readonly token: string;
}

/**
 * Writes `local.json`, which tells programs on this machine where the platform is and how to sign in. It holds a
 * token: only its owner may read it.
 *
 * @returns its path
 */
export function writeLocalFile(directory: string, input: LocalFileInput): string {
  const path = join(directory, "local.json");
  const content = {
    urls: { api: input.urls.api, sites: input.urls.sites.map(({ websiteId, url }) => ({ websiteId, url })) },
    logins: [{ role: "platform-administrator", token: input.token }],
  };
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
