import type { JWK } from "jose";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import { configOf, siteOrigin, type Env } from "#workers/config.ts";
import { accessMemoryOf } from "./access/access-memory.ts";
import { findOwner } from "./access/find-owner.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { directoryRpc, websiteRpc } from "#workers/websites/index.ts";
import type { ApiServices } from "./context.ts";
import { controlPlaneOf, type ControlPlane } from "./control-plane-client.ts";
import { tenancyOf } from "./tenancy.ts";
import { whenReachable } from "./when-reachable.ts";

export interface ApiBindings extends Env {
  /** Digest of the theme of websites created without one. */
  readonly DEFAULT_THEME?: string;
}

/** What the handlers of one request work with. @param waitUntil keeps its context for work that goes on after the answer */
export function servicesOf(env: ApiBindings, waitUntil: (work: Promise<unknown>) => void): ApiServices {
  const { CONTROL_PLANE, CONTROL_PLANE_SECRET } = env;
  const memory = accessMemoryOf(env);
  const controlPlane =
    CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined
      ? null
      : controlPlaneOf({ CONTROL_PLANE, CONTROL_PLANE_SECRET });
  return {
    onWebsite: ({ websiteId }, call) => whenReachable(() => call(websiteRpc(env, websiteId))),
    onNewWebsite: ({ websiteId }, call) => whenReachable(() => call(websiteRpc(env, websiteId))),
    ownerOf: (websiteId) =>
      findOwner(memory.owners, websiteId, () => whenReachable(() => websiteRpc(env, websiteId).describe())),
    holderOf: (hostname) => whenReachable(() => directoryRpc(env, hostname).resolve(hostname)),
    ...tenancyOf(env, memory, waitUntil),
    accessTokenOf: (token) =>
      memory.tokens.verify(token, { ...requestEffects, fetchKeys: () => fetchKeys(controlPlane) }),
    countRefusal: (guesser) =>
      memory.refusals.count(guesser, {
        ...requestEffects,
        count: async (guesser) => controlPlane?.countRefusal(guesser) ?? null,
      }),
    checkRefusals: (guesser) => memory.refusals.check(guesser, Date.now()),
    blobs: blobStore(env),
    controlPlane,
    defaultTheme: env.DEFAULT_THEME ?? null,
    apiHostname: configOf(env).apiHostname,
    sitesDomain: configOf(env).sitesDomain,
    clientAddressHeader: configOf(env).clientAddressHeader,
    platformTokenSha256: env.PLATFORM_TOKEN_SHA256 ?? "",
    controlPlaneSecret: CONTROL_PLANE_SECRET ?? null,
    siteOrigin: (hostname) => siteOrigin(configOf(env), hostname),
    now: () => Date.now(),
  };
}

/** Where no control plane is configured nobody signs tokens, and there are no keys. */
async function fetchKeys(controlPlane: ControlPlane | null): Promise<readonly JWK[] | null> {
  return controlPlane === null ? [] : controlPlane.signingKeys();
}
