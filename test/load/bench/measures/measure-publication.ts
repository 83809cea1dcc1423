import { createWebsites, publish, smallPage, type Workbench } from "../platform/index.ts";
import type { BenchSettings } from "../settings.ts";
import { spreadOf, type Spread } from "../statistics.ts";

/** Publishing one page of a large website that nobody reads; times in milliseconds, API included. */
export interface PublicationMeasure {
  readonly pages: number;
  readonly publications: number;
  /** Putting all the pages there, in batches. */
  readonly importMs: number;
  readonly changeMs: Spread;
  readonly deploymentMs: Spread;
  readonly drainMs: Spread;
  /** Change and deployment without the wait for leases: an upper bound of what the object does. */
  readonly workMs: Spread;
}

/** The most documents that a change takes. */
const batchSize = 1_000;

export async function measurePublication(
  { api, theme }: Workbench,
  { pages, publications }: BenchSettings,
): Promise<PublicationMeasure> {
  const [website] = await createWebsites(api, { theme, name: "large", count: 1 });
  const { websiteId } = website!;
  const startedAt = performance.now();
  for (let first = 0; first < pages; first += batchSize) {
    const size = Math.min(batchSize, pages - first);
    const documents = Array.from({ length: size }, (_, i) => smallPage(first + i, 0));
    await publish(api, websiteId, documents);
  }
  const importMs = performance.now() - startedAt;
  const published = [];
  for (let edition = 1; edition <= publications; edition++) {
    published.push(await publish(api, websiteId, [smallPage((edition * 7_919) % pages, edition)]));
  }
  return {
    pages,
    publications,
    importMs,
    changeMs: spreadOf(published.map(({ changeMs }) => changeMs)),
    deploymentMs: spreadOf(published.map(({ deploymentMs }) => deploymentMs)),
    drainMs: spreadOf(published.map(({ drainMs }) => drainMs)),
    workMs: spreadOf(published.map(({ changeMs, deploymentMs, drainMs }) => changeMs + deploymentMs - drainMs)),
  };
}
