import type { ServingState } from "#domain/lease/index.ts";
import type { LeaseReply } from "#workers/leases/lease-reply.ts";

export const websiteId = "00000000-0000-7000-8000-000000000001";

function servingState(version: number): ServingState {
  return {
    version,
    activeReleaseId: version.toString(16).padStart(64, "0"),
    candidate: null,
    status: "active",
    hostnames: ["site.localhost"],
    tenantId: "00000000-0000-7000-8000-00000000000a",
    hint: null,
    dataVersions: {},
  };
}

export function granted(version: number, durationMs: number): LeaseReply {
  return { ok: true, value: { state: servingState(version), durationMs } };
}
