import type { ServingState } from "#domain/lease/index.ts";
import { movedTo } from "#domain/website/index.ts";
import type { Env } from "#workers/config.ts";
import { leasesOf } from "#workers/leases/isolate.ts";
import { rememberedHost, resolveHost } from "#workers/routing/index.ts";

/** The website of a hostname, and the state that a lease allows to be served. */
export interface LocatedWebsite {
  readonly websiteId: string;
  readonly state: ServingState;
  /** Whether the lease was in memory, or had to be called for. */
  readonly lease: "memory" | "call";
}

/**
 * The website at the hostname, without waiting: null when its host or its lease is not in memory, or the
 * lease does not name the hostname.
 */
export function locateInMemory(env: Env, ctx: ExecutionContext, hostname: string): LocatedWebsite | null {
  const websiteId = rememberedHost(hostname, Date.now())?.websiteId;
  if (websiteId === undefined || websiteId === null) return null;
  const leases = leasesOf(env);
  const decision = leases.book.decide(websiteId);
  if (decision.kind === "must-wait") return null;
  if (decision.kind === "renew-in-background") leases.renew(env, ctx, websiteId);
  if (!decision.state.hostnames.includes(hostname)) return null;
  return { websiteId, state: decision.state, lease: "memory" };
}

/**
 * The website at the hostname; null when there is none (421). The directory's answer is only a hint: unless
 * the website's lease names the hostname, the directory is asked once more, and then that is final.
 *
 * @param arrival what `LeaseBook.arrive` gave the request
 * Throws a `WebsiteUnavailable` when the objects cannot be reached.
 */
export async function locateWebsite(
  env: Env,
  ctx: ExecutionContext,
  hostname: string,
  arrival: number,
): Promise<LocatedWebsite | null> {
  for (const afresh of [false, true]) {
    const { websiteId } = await resolveHost(env, hostname, afresh);
    if (websiteId === null) return null;
    const located = await leaseOf(env, ctx, websiteId, arrival);
    if (located === null) continue;
    const { hostnames, moved, status } = located.state;
    const isNamed = hostnames.includes(hostname) || movedTo(moved, hostname) !== null;
    if (isNamed || (afresh && status === "deleted")) return located;
  }
  return null;
}

async function leaseOf(
  env: Env,
  ctx: ExecutionContext,
  websiteId: string,
  arrival: number,
): Promise<LocatedWebsite | null> {
  const reply = await leasesOf(env).obtain(env, ctx, websiteId, arrival);
  return reply.ok ? { websiteId, state: reply.value.state, lease: "call" } : null;
}
