import type { History } from "../checker/index.ts";
import { ApiClient } from "./api-client.ts";
import type { RecordOptions } from "./record-options.ts";
import { Recording } from "./recording.ts";
import { makeReleaseRing } from "./release-ring.ts";

/**
 * Reads a website on many connections while its release is swapped over the REST API, and records what
 * everybody saw. The documents that carry the markers are added to the website first.
 *
 * Throws when the website cannot be prepared, or an answer is not HTTP as the client reads it.
 */
export async function recordHistory(options: RecordOptions): Promise<History> {
  const { hostname: host, port } = new URL(options.origin);
  const address = { host, port: Number(port) };
  const apiUrl = new URL(options.apiUrl ?? `http://api.localhost:${port}`);
  const api = new ApiClient({ host, port: Number(apiUrl.port) }, apiUrl.host, options.token);
  try {
    const plan = options.swaps ?? { pauseMs: 0, count: 0 };
    const ring = await makeReleaseRing(api, options.websiteId, {
      releases: plan.releases ?? 8,
      pages: plan.pages ?? 4,
      pageBytes: plan.pageBytes ?? 8_000,
      themeOf: plan.themeOf,
    });
    return await new Recording(options, plan, ring, address, api).run();
  } finally {
    api.close();
  }
}
