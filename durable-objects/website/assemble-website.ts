import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { AlarmScheduler, Outbox } from "#durable-objects/support/index.ts";
import { directoryOf } from "#durable-objects/support/placement.ts";
import { BranchStore } from "./branch-store.ts";
import { DeploymentStore } from "./deployment-store.ts";
import { HostnameClaims } from "./hostname-claims.ts";
import { LeaseGrantor } from "./lease-grantor.ts";
import { LiveSockets } from "./live-sockets.ts";
import { PreviewStore } from "./preview-store.ts";
import { ReleaseStore } from "./release-store.ts";
import { WebsiteContent } from "./website-content.ts";
import type { WebsiteContext } from "./website-context.ts";
import { servingStateOf, WebsiteStore } from "./website-store.ts";

/** Wires a website's parts to the storage, clock and neighbours of its object. */
export function assembleWebsite(ctx: DurableObjectState, env: ObjectBindings): WebsiteContext {
  const { sql } = ctx.storage;
  const website = new WebsiteStore(sql);
  const alarms = new AlarmScheduler(sql, ctx.storage);
  const outbox = new Outbox(sql);
  const now = () => Date.now();
  let hostnames: Promise<unknown> = Promise.resolve();
  const leases = new LeaseGrantor(
    {
      wait: (ms) => waiterOf(ctx).wait(ms),
      writeLeaseMax(ms) {
        website.writeLeaseMax(ms);
        alarms.schedule("lower-lease-max", now() + 60_000);
      },
      sync: () => ctx.storage.sync(),
      readState: () => servingStateOf(website.record!),
      abandon: (reason) => ctx.abort(`a write could not be made durable: ${String(reason)}`),
    },
    website.readLeaseMax(),
  );
  return {
    website,
    releases: new ReleaseStore(sql),
    deployments: new DeploymentStore(sql),
    content: new WebsiteContent(sql),
    branches: new BranchStore(sql),
    previews: new PreviewStore(sql),
    claims: new HostnameClaims(sql, (hostname) => directoryOf(env, hostname)),
    leases,
    sockets: new LiveSockets(ctx),
    alarms,
    blobs: blobStore(env),
    now,
    transaction(run) {
      try {
        return ctx.storage.transactionSync(run);
      } catch (error) {
        website.reload();
        throw error;
      }
    },
    emit(event) {
      if (env.CONTROL_PLANE === undefined) return;
      outbox.append(JSON.stringify(event));
      alarms.schedule("deliver-events", now());
    },
    hostnameTurn(run) {
      const turn = hostnames.then(run);
      hostnames = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** A context of its own for each wait: see `Waiter`. */
function waiterOf(ctx: DurableObjectState): { wait(ms: number): Promise<void> } {
  return (ctx.exports as unknown as { Waiter: { wait(ms: number): Promise<void> } }).Waiter;
}
