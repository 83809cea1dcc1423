import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../database/index.ts";
import { findSaga, listProvisioningEvents } from "../provisioning/index.ts";

const lookEveryMs = 200;
const heartbeatMs = 10_000;
/** Whoever watches longer comes back by themselves, with the id of the last event that they saw. */
const watchMsMax = 15 * 60_000;
const pageSize = 100;
const settled: readonly string[] = ["made", "undone", "removed"];

/**
 * What happens to a tenant from behind an event on, as server-sent events; a comment now and then shows that the line is alive. Ends
 * once the tenant is settled and all was told, or when nobody reads any more.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function provisioningEvents(database: Database, tenantId: string, after: number): ReadableStream<Uint8Array> {
  const leaving = new AbortController();
  const lines = tell(database, tenantId, after, leaving.signal);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => leaving.abort(),
  });
}

async function* tell(database: Database, tenantId: string, after: number, signal: AbortSignal): AsyncGenerator<string> {
  const until = performance.now() + watchMsMax;
  let beatAt = performance.now() + heartbeatMs;
  yield "retry: 1000\n\n";
  for (let last = after; performance.now() < until && !signal.aborted;) {
    // Before the events: what it tells to be over has left all of them.
    const isOver = settled.includes((await findSaga(database, tenantId))?.saga.phase ?? "made");
    const events = await listProvisioningEvents(database, tenantId, last, pageSize);
    for (const event of events) {
      last = event.sequence;
      yield `id: ${event.sequence}\nevent: provisioning\ndata: ${JSON.stringify(event)}\n\n`;
    }
    if (events.length > 0) beatAt = performance.now() + heartbeatMs;
    else if (isOver) return;
    else if (performance.now() >= beatAt) {
      beatAt += heartbeatMs;
      yield ": still here\n\n";
    }
    if (events.length < pageSize) await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
  }
}
