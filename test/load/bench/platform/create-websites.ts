import { randomUUID } from "node:crypto";
import type { ApiPool } from "./api-pool.ts";
import { benchPage } from "./bench-documents.ts";

export interface BenchWebsite {
  readonly websiteId: string;
  /** As visitors write it, without port. */
  readonly hostname: string;
}

export interface WebsitesToCreate {
  readonly theme: string;
  /** What their hostnames begin with. */
  readonly name: string;
  readonly count: number;
}

/** Creates websites of one page each, through the API. No two have the same release, so none shares cached pages. */
export async function createWebsites(
  api: ApiPool,
  { theme, name, count }: WebsitesToCreate,
): Promise<readonly BenchWebsite[]> {
  const labels = Array.from({ length: count }, (_, i) => `${name}-${String(i).padStart(6, "0")}`);
  const websites = new Map<string, BenchWebsite>();
  await api.forEach(labels, async (label) => {
    const hostname = `${label}.bench.localhost`;
    const website = { name: label, hostnames: [hostname], theme };
    const { websiteId } = await api.call<{ websiteId: string }>("POST", "/websites", website);
    await publish(api, websiteId, [benchPage("0")]);
    websites.set(label, { websiteId, hostname });
  });
  return labels.map((label) => websites.get(label)!);
}

export interface Published {
  readonly changeId: string;
  readonly releaseId: string;
  /** From the call to the acknowledgement, in milliseconds: of the change, and of its deployment. */
  readonly changeMs: number;
  readonly deploymentMs: number;
  /** The part of the deployment that waited for leases. */
  readonly drainMs: number;
}

/** Makes a change of documents and deploys it. */
export async function publish(api: ApiPool, websiteId: string, put: readonly unknown[]): Promise<Published> {
  const startedAt = performance.now();
  const { changeId } = await api.call<{ changeId: string }>("POST", `/websites/${websiteId}/changes`, {
    documents: { put },
  });
  const changedAt = performance.now();
  const deployed = await deploy(api, websiteId, changeId);
  return { changeId, changeMs: changedAt - startedAt, ...deployed };
}

/** @returns how long it took, in milliseconds from the call to the acknowledgement */
export async function deploy(
  api: ApiPool,
  websiteId: string,
  changeId: string,
): Promise<Omit<Published, "changeId" | "changeMs">> {
  const startedAt = performance.now();
  const { releaseId, drainMs } = await api.call<{ releaseId: string; drainMs: number }>(
    "POST",
    `/websites/${websiteId}/deployments`,
    { deploymentId: randomUUID(), changeId },
  );
  return { releaseId, drainMs, deploymentMs: performance.now() - startedAt };
}
