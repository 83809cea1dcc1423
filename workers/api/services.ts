import { blobStore } from "#durable-objects/support/blobs/index.ts";
import { configOf, siteOrigin, type Env } from "#workers/config.ts";
import { activeTenant } from "./access/active-tenant.ts";
import { accessMemoryOf } from "./access/access-memory.ts";
import { findOwner } from "./access/find-owner.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import type { ApiServices } from "./context.ts";
import { controlPlaneOf } from "./control-plane-client.ts";
import { isOutOfReach } from "./problem.ts";

export interface ApiBindings extends Env {
  /** Digest of the theme of websites created without one. */
  readonly DEFAULT_THEME?: string;
}

/** What the handlers of one request work with. */
export function servicesOf(env: ApiBindings): ApiServices {
  const { CONTROL_PLANE, CONTROL_PLANE_SECRET } = env;
  const memory = accessMemoryOf(env);
  return {
    onWebsite: ({ websiteId }, call) => callWhenReachable(() => call(websiteRpc(env, websiteId))),
    onNewWebsite: (_, websiteId, call) => callWhenReachable(() => call(websiteRpc(env, websiteId))),
    ownerOf: (websiteId) =>
      findOwner(memory.owners, websiteId, () => callWhenReachable(() => websiteRpc(env, websiteId).describe())),
    tenantState: async (tenantId) => activeTenant(tenantId),
    blobs: blobStore(env),
    controlPlane:
      CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined
        ? null
        : controlPlaneOf({ CONTROL_PLANE, CONTROL_PLANE_SECRET }),
    defaultTheme: env.DEFAULT_THEME ?? null,
    apiHostname: configOf(env).apiHostname,
    clientAddressHeader: configOf(env).clientAddressHeader,
    platformTokenSha256: env.PLATFORM_TOKEN_SHA256 ?? "",
    controlPlaneSecret: CONTROL_PLANE_SECRET ?? null,
    siteOrigin: (hostname) => siteOrigin(configOf(env), hostname),
    now: () => Date.now(),
  };
}

/** Tries again only where the object was out of reach: what it throws itself is passed on at once. */
async function callWhenReachable<Value>(call: () => Promise<Value>): Promise<Value> {
  const outcome = await retryIdempotent(async () => {
    try {
      return { value: await call() };
    } catch (error) {
      if (isOutOfReach(error)) throw error;
      return { error };
    }
  });
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}
