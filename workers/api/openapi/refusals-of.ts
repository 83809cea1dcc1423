import { failureCodes, type FailureCode } from "#domain/errors/index.ts";
import type { Access } from "../access/context.ts";
import { nothing, type Route } from "../route.ts";

/** Refusals that go with what a route asks of its caller. */
const ofAccess: Readonly<Record<Access["kind"], readonly FailureCode[]>> = {
  public: [],
  "signed-in": ["unauthorized", "forbidden", "too-many-requests", "tenant-unavailable", "control-plane-unavailable"],
  platform: ["unauthorized", "forbidden", "too-many-requests", "tenant-unavailable", "control-plane-unavailable"],
  tenant: withTenant([]),
  website: withTenant(["website-not-found", "website-deleted", "website-unavailable", "storage-full"]),
};

function withTenant(more: readonly FailureCode[]): readonly FailureCode[] {
  return [
    "tenant-required",
    "tenant-mismatch",
    "unauthorized",
    "forbidden",
    "tenant-inactive",
    "tenant-not-found",
    "too-many-requests",
    "tenant-unavailable",
    "control-plane-unavailable",
    ...more,
  ];
}

/** Every refusal that the route may answer with, by status. */
export function refusalsOf(route: Route): ReadonlyMap<number, readonly FailureCode[]> {
  const codes = new Set<FailureCode>([
    ...ofAccess[route.access.kind],
    "invalid-request",
    ...(route.method === "GET" ? [] : (["payload-too-large"] as const)),
    ...(takesMediaType(route) ? (["unsupported-media-type"] as const) : []),
    ...(route.headers.includes("If-Match") ? (["version-mismatch", "precondition-required"] as const) : []),
    ...route.refusals,
    "internal",
  ]);
  return new Map([...Map.groupBy(codes, (code) => failureCodes[code].status as number)].toSorted(([a], [b]) => a - b));
}

function takesMediaType({ method, accepts, schemas }: Route): boolean {
  return method !== "GET" && accepts !== "bytes" && !(accepts === "json" && schemas.body === nothing);
}
