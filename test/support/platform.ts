import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { admitTenant, untilAdmitted } from "./admit-tenant.ts";
import { localFetch, startPlatform, type Platform, type PlatformOptions } from "#supervisor/index.ts";

/** A new directory for a platform's data, to be removed by `removeDataDirectory`. */
export function makeDataDirectory(): string {
  return mkdtempSync(join(tmpdir(), "hotswap-test-"));
}

export function removeDataDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * A platform on a free port, with data of its own and one process of each kind unless asked otherwise. Without a
 * control plane the demo tenant is admitted here; with one, once this resolves it has done so.
 *
 * @param options.firstWebsites whether tenants begin with a website, as they do by `npm start`
 */
export async function startTestPlatform({
  firstWebsites = false,
  ...options
}: Partial<PlatformOptions> & { readonly firstWebsites?: boolean } = {}): Promise<
  Platform & { readonly complaints: readonly string[]; dispose(): Promise<void> }
> {
  const dataDirectory = options.dataDirectory ?? makeDataDirectory();
  const complaints: string[] = [];
  const platform = await startPlatform({
    port: 0,
    edges: 1,
    postgres: false,
    log: (sentence) => complaints.push(sentence),
    ...options,
    env: { ...(firstWebsites ? {} : { DEFAULT_THEME: "" }), ...options.env },
    dataDirectory,
  });
  await (options.postgres === true ? untilAdmitted(platform) : admitTenant(platform));
  const dispose = async () => {
    await platform.stop();
    removeDataDirectory(dataDirectory);
  };
  return Object.assign(Object.create(platform) as Platform, { complaints, dispose });
}

/**
 * Asks for a page of a website that nobody made: the answer, 421, takes an edge, a state process and a directory
 * object, each of them at work.
 */
export async function askForUnknownSite(port: number): Promise<number> {
  const host = `unknown-${Math.random().toString(36).slice(2)}.demo.localhost`;
  const response = await localFetch(`http://${host}:${port}/`, { timeoutMs: 5_000 });
  await response.arrayBuffer();
  return response.status;
}
