import type { LeaseCall } from "#domain/contracts/index.ts";
import { stateOfWebsite } from "#durable-objects/support/placement.ts";
import { configOf, type Env } from "#workers/config.ts";
import type { LeaseReply } from "#workers/leases/lease-reply.ts";
import { stateProcess, websiteRpc } from "./state-rpc.ts";

/**
 * What a website's lease calls share a batch with: self-hosted, those of the same state process; on
 * Cloudflare nothing, since each object has a distance of its own.
 */
export function leasePlace(env: Env, websiteId: string): string {
  const { stateCount } = configOf(env);
  return stateCount === 0 ? websiteId : `state-${stateOfWebsite(websiteId, stateCount)}`;
}

/** One call for leases of websites of one place, answered in the order of the calls. */
export async function callLeases(env: Env, calls: readonly LeaseCall[]): Promise<readonly LeaseReply[]> {
  const { stateCount } = configOf(env);
  const first = calls[0];
  if (first === undefined) return [];
  if (stateCount > 0) {
    return stateProcess(env, stateOfWebsite(first.websiteId, stateCount)).leases(calls);
  }
  return Promise.all(calls.map(({ websiteId, ...input }) => websiteRpc(env, websiteId).lease(input)));
}
