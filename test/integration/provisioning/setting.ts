import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryBlobsProvider } from "#control-plane/drivers/blobs/index.ts";
import type { WebsiteEdge } from "#control-plane/drivers/edge/index.ts";
import type { TenantProvider } from "#control-plane/drivers/provider/index.ts";
import { redisProvider } from "#control-plane/drivers/redis/index.ts";
import { withTransaction } from "#control-plane/database/index.ts";
import { providerOf, type ProvisioningServices } from "#control-plane/provisioning/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import type { StepName } from "#domain/provisioning/index.ts";
import type { CreateTenantInput, Tenant } from "#domain/tenant/index.ts";
import { startRedis } from "#test/contract/support/start-redis.ts";
import { victimOf, type Victim } from "#test/support/victims.ts";
import { acting, newTenant, startDatabase, startServices } from "../tenants/start-database.ts";

export interface Setting {
  readonly services: ProvisioningServices & { close(): Promise<void> };
  readonly websites: Map<string, string>;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  create(more?: Partial<CreateTenantInput>): Promise<Tenant>;
  /** What is there of a tenant, by step, as the providers themselves say. */
  thereOf(tenantId: string): Promise<StepName[]>;
  readonly victims: { readonly postgres: Victim; readonly redis: Victim };
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly blobsDirectory: string;
  stop(): Promise<void>;
}

/** An edge that keeps which websites there are, and which were taken away: those are made no more, as real ones are not. */
export function keepingEdge(): WebsiteEdge & { readonly websites: Map<string, string> } {
  const websites = new Map<string, string>();
  const takenAway = new Set<string>();
  return {
    websites,
    async ensureWebsiteExists({ websiteId, tenantId }) {
      if (takenAway.has(websiteId)) return { ok: false, failure: { code: "website-deleted", detail: "It is gone." } };
      websites.set(websiteId, tenantId);
      return { ok: true, value: undefined };
    },
    async describeWebsite({ websiteId, tenantId }) {
      if (websites.get(websiteId) !== tenantId) {
        return { ok: false, failure: { code: "website-not-found", detail: "There is none." } };
      }
      const createdAt = new Date(Date.now() - 3_600_000).toISOString();
      const described = { name: "Kept", status: "active", hostnames: ["kept.example"], createdAt } as const;
      return {
        ok: true,
        value: { ...described, hostnames: [...described.hostnames], activeReleaseId: "0".repeat(64) },
      };
    },
    ensureWebsiteFollows: async () => ({ ok: true, value: undefined }),
    async listWebsites(tenantId) {
      const items = [...websites].filter(([, owner]) => owner === tenantId).map(([websiteId]) => websiteId);
      return { ok: true, value: { items, cursor: null } };
    },
    async ensureWebsiteDeleted({ websiteId }) {
      takenAway.add(websiteId);
      websites.delete(websiteId);
      return { ok: true, value: undefined };
    },
  };
}

/** Real Postgres, real Redis and blobs in a directory; Kubernetes is not configured. */
export async function startSetting({ timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {}): Promise<Setting> {
  const [started, redis] = await Promise.all([startDatabase(), startRedis()]);
  const blobsDirectory = realpathSync(mkdtempSync(join(tmpdir(), "hotswap-blobs-")));
  const edge = keepingEdge();
  const redisDriver = redisProvider({ url: redis.url, timeoutMs });
  const services = await startServices(started, {
    providers: new Map<"redis" | "blobs", TenantProvider>([
      ["redis", redisDriver],
      ["blobs", directoryBlobsProvider(blobsDirectory)],
    ]),
    websites: edge,
    firstWebsite: { theme: "0".repeat(64) },
  });
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await started.database.$client.query<Row>(text, [...values])).rows;
  return {
    services,
    websites: edge.websites,
    query,
    victims: {
      postgres: victimOf(
        () => started.postgres.pid,
        () => started.postgres.untilHealthy(),
      ),
      redis: victimOf(
        () => redis.pid,
        () => redis.restart(),
      ),
    },
    postgresUrl: started.postgres.url,
    redisUrl: redis.url,
    blobsDirectory,
    async create(more = {}) {
      const input = newTenant({ ownerEmail: "owner@example.com", ...more });
      const created = await withTransaction(started.database, (transaction) =>
        createTenant(transaction, input, acting),
      );
      if (!created.ok) throw new Error(created.failure.detail);
      return created.value;
    },
    async thereOf(tenantId) {
      const there: StepName[] = [];
      for (const name of ["postgres", "redis", "blobs"] as const) {
        const left = await providerOf(services, name)!.remains(tenantId, AbortSignal.timeout(10_000));
        if (left.length > 0) there.push(name);
      }
      if ([...edge.websites.values()].includes(tenantId)) there.push("website");
      return there;
    },
    async stop() {
      redisDriver.close();
      await services.close();
      await Promise.all([started.stop(), redis.stop()]);
      rmSync(blobsDirectory, { recursive: true, force: true });
    },
  };
}
