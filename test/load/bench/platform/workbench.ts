import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quotasByTier } from "#domain/tenant/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { admitTenant } from "#test/support/admit-tenant.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startPlatform, type Platform } from "#supervisor/index.ts";
import { openApiPool, type ApiPool } from "./api-pool.ts";
import { createWebsites, type BenchWebsite } from "./create-websites.ts";

/** A whole platform with new data, and what every measure needs of it. */
export interface Workbench {
  readonly platform: Platform;
  readonly api: ApiPool;
  /** Digest of the plain theme. */
  readonly theme: string;
  /** The one that is hot. */
  readonly website: BenchWebsite;
  /** Writes the websites' hostnames down for a load. @returns the file */
  writeHosts(name: string, websites: readonly BenchWebsite[]): string;
  close(): Promise<void>;
}

/** Room for as many websites as a measure may ask for. */
const quota = { ...quotasByTier.custom, maxWebsites: 100_000 };

/** Starts it. Each measure that needs other edges starts them beside it. */
export async function openWorkbench(): Promise<Workbench> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hotswap-bench-"));
  const remove = () => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  let platform: Platform | undefined;
  try {
    platform = await startPlatform({ dataDirectory, port: 0 });
    await platform.untilHealthy();
    await admitTenant(platform, activeState(demoTenantId, { version: 1_000_000, quota }));
    const { token, urls } = platform;
    const api = openApiPool(Number(new URL(urls.api).port), token);
    const theme = await uploadTheme(createApiClient(urls.api, token), plainTheme);
    const [website] = await createWebsites(api, { theme, name: "hot", count: 1 });
    const started = platform;
    return {
      platform,
      api,
      theme,
      website: website!,
      writeHosts(name, websites) {
        const file = join(dataDirectory, `${name}.txt`);
        writeFileSync(file, websites.map(({ hostname }) => `${hostname}\n`).join(""));
        return file;
      },
      async close() {
        api.close();
        await started.stop();
        remove();
      },
    };
  } catch (error) {
    await platform?.stop();
    remove();
    throw error;
  }
}
