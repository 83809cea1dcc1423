import { setTimeout as sleep } from "node:timers/promises";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";
import type { ApiSession } from "../api/api-session.ts";
import type { LiveObject } from "../api/live-object.ts";
import { findNamespace } from "./read-state.ts";

/** Ever longer in between: an empty namespace takes five seconds, a full one minutes. */
const pollsMs = { first: 250, most: 2_000 };

/**
 * Takes away a tenant's namespace and waits until it is gone with all that is in it. Called again after it gave up, it
 * goes on waiting.
 *
 * @param waitMsMax after so many milliseconds it throws a `ProviderUnavailable`, which says what is left
 */
export async function removeNamespace(
  api: ApiSession,
  tenantId: string,
  waitMsMax: number,
  signal: AbortSignal,
): Promise<void> {
  const found = await findNamespace(api, tenantId);
  if (found === undefined) return;
  if (found.metadata.deletionTimestamp === undefined) await api.discard(found);
  const until = performance.now() + waitMsMax;
  for (let pollMs = pollsMs.first; ; pollMs = Math.min(pollsMs.most, pollMs * 2)) {
    const left = await findNamespace(api, tenantId);
    if (left === undefined || left.metadata.uid !== found.metadata.uid) return;
    if (performance.now() > until) {
      throw new ProviderUnavailable(`The namespace ${found.metadata.name} is still being removed. ${whatIsLeft(left)}`);
    }
    await sleep(pollMs, undefined, { signal });
  }
}

/** The namespace controller's own words. */
export function whatIsLeft({ status }: LiveObject): string {
  const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly Condition[] };
  const messages = conditions.filter(({ status }) => status === "True").map(({ message }) => message ?? "");
  return messages.join(" ").slice(0, 500);
}

interface Condition {
  readonly status: string;
  readonly message?: string;
}
