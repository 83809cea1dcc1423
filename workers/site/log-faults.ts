import { describeFault, type TemplateFault } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";

/** Each fault of a release is logged once by an isolate, however many pages it costs. */
const logged = new BoundedMap<true>(2_000);

export interface FaultyPage {
  readonly websiteId: string;
  readonly releaseId: string;
  readonly path: string;
}

export function logFaults(page: FaultyPage, faults: readonly TemplateFault[]): void {
  for (const fault of faults) {
    const description = describeFault(fault);
    const key = `${page.releaseId} ${description}`;
    if (logged.get(key) !== undefined) continue;
    logged.set(key, true);
    console.warn(JSON.stringify({ event: "template-fault", ...page, fault: description }));
  }
}
