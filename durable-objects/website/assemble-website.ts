import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { AlarmScheduler, migrate, Outbox } from "#durable-objects/support/index.ts";
import { directoryOf, websiteOf } from "#durable-objects/support/placement.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { BranchStore } from "./branch-store.ts";
import { CloneStore } from "./clone-store.ts";
import { ConfigurationHistory } from "./configuration-history.ts";
import { DeploymentStore } from "./deployment-store.ts";
import { HostnameClaims } from "./hostname-claims.ts";
import { leaseBoard, type LeaseOffers } from "./lease-board.ts";
import { LeaseGrantor } from "./lease-grantor.ts";
import { LeftPaths } from "./left-paths.ts";
import { LiveSockets } from "./live-sockets.ts";
import { PreviewStore } from "./preview-store.ts";
import { PublicationStore } from "./publication-store.ts";
import { ReleaseStore } from "./release-store.ts";
import { reportEveryMs } from "./operations/report-traffic.ts";
import { TrafficCounter } from "./traffic-counter.ts";
import { TrafficStore } from "./traffic-store.ts";
import { WebsiteContent } from "./website-content.ts";
import type { WebsiteContext } from "./website-context.ts";
import { servingStateOf, WebsiteStore } from "./website-store.ts";
import { writingsInDoubt } from "./writings-in-doubt.ts";

/** Brings the tables of a website's object up to date, and wires its parts to its storage, clock and neighbours. */
export function assembleWebsite(ctx: DurableObjectState, env: ObjectBindings): WebsiteContext {
  const offers = offersOf(ctx, env);
  const { sql } = ctx.storage;
  ctx.storage.transactionSync(() => migrate(sql, websiteMigrations));
  const website = new WebsiteStore(sql);
  const now = () => Date.now();
  const alarms = new AlarmScheduler(sql, ctx.storage, now);
  const outbox = new Outbox(sql);
  let hostnames: Promise<unknown> = Promise.resolve();
  const leases = new LeaseGrantor(
    {
      wait: (ms) => waiterOf(ctx).wait(ms),
      writeLeaseMax(ms) {
        website.writeLeaseMax(ms);
        alarms.schedule("lower-lease-max", now() + 60_000);
      },
      sync: () => ctx.storage.sync(),
      readState: () => servingStateOf(website.record!, website.isClosedByTenant),
      offers,
      abandon: (reason) => ctx.abort(`a write could not be made durable: ${String(reason)}`),
    },
    website.readLeaseMax(),
  );
  return {
    website,
    releases: new ReleaseStore(sql),
    deployments: new DeploymentStore(sql),
    configurationHistory: new ConfigurationHistory(sql),
    content: new WebsiteContent(sql, now),
    branches: new BranchStore(sql),
    previews: new PreviewStore(sql),
    publications: new PublicationStore(sql),
    leftPaths: new LeftPaths(sql),
    clones: new CloneStore(sql),
    claims: new HostnameClaims(sql, (hostname) => directoryOf(env, hostname)),
    leases,
    traffic: new TrafficCounter({
      store: new TrafficStore(sql),
      now,
      wait: (ms) => waiterOf(ctx).wait(ms),
      // Nothing of it is on leases, so that what is on offer stays there.
      transaction: (run) => ctx.storage.transactionSync(run),
      sync: () => ctx.storage.sync(),
      abandon: (reason) => ctx.abort(`counts could not be made durable: ${String(reason)}`),
      inDoubt: writingsInDoubt(ctx.id.toString(), now),
      newsToReport() {
        if (env.CONTROL_PLANE !== undefined) alarms.schedule("report-traffic", now() + reportEveryMs);
      },
    }),
    sockets: new LiveSockets(ctx),
    alarms,
    blobs: blobStore(env),
    neighbour: (websiteId) => websiteOf(env, websiteId),
    now,
    transaction(run) {
      offers.withdraw();
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

/**
 * The object's place on the board; none on Cloudflare. A website that is being created is not offered: its row
 * was not waited for, and may be taken back.
 */
function offersOf(ctx: DurableObjectState, env: ObjectBindings): LeaseOffers {
  const { name } = ctx.id;
  if (Number(env.STATE_COUNT ?? "0") === 0 || name === undefined) {
    return { post: () => undefined, withdraw: () => undefined };
  }
  const { post, withdraw } = leaseBoard.claim(name);
  return { post: (state) => (state.status === "provisioning" ? undefined : post(state)), withdraw };
}

/** A context of its own for each wait: see `Waiter`. */
function waiterOf(ctx: DurableObjectState): { wait(ms: number): Promise<void> } {
  return (ctx.exports as unknown as { Waiter: { wait(ms: number): Promise<void> } }).Waiter;
}
