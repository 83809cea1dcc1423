import { WorkerEntrypoint } from "cloudflare:workers";
import type {
  DirectoryRpc,
  LeaseAnswer,
  LeaseCall,
  StateProcessRpc,
  TenantRpc,
  TrafficCall,
  WebsiteRpc,
} from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { TrafficBatch } from "#domain/traffic/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { shardName } from "#durable-objects/support/placement.ts";
import { leaseBoard } from "#durable-objects/website/lease-board.ts";
import { trafficDesk } from "#durable-objects/website/traffic-desk.ts";
import { DirectoryCapability, TenantCapability, WebsiteCapability } from "./capabilities.ts";

/**
 * How edges of other processes reach the objects of this one: with the same methods as the objects' own
 * stubs have, so that callers need not know which way they go.
 */
export class StateProcess extends WorkerEntrypoint<ObjectBindings> implements StateProcessRpc {
  async leases(calls: readonly LeaseCall[]) {
    return Promise.all(calls.map((call) => this.#lease(call)));
  }

  async countTraffic(calls: readonly TrafficCall[]) {
    return Promise.all(
      calls.map(({ websiteId, batch }) =>
        this.#website(websiteId)
          .countTraffic(batch)
          .catch(() => null),
      ),
    );
  }

  website(websiteId: string): WebsiteRpc {
    return new WebsiteCapability(this.#website(websiteId));
  }

  directory(shard: number): DirectoryRpc {
    const { DIRECTORY } = this.env;
    return new DirectoryCapability(DIRECTORY.get(DIRECTORY.idFromName(shardName(shard))) as unknown as DirectoryRpc);
  }

  tenant(tenantId: string): TenantRpc {
    const { TENANTS } = this.env;
    return new TenantCapability(TENANTS.get(TENANTS.idFromName(tenantId)) as unknown as TenantRpc);
  }

  override async fetch(request: Request): Promise<Response> {
    const websiteId = request.headers.get("HotSwap-Website");
    if (websiteId === null) return new Response("The header HotSwap-Website is missing.\n", { status: 400 });
    const { WEBSITES } = this.env;
    return WEBSITES.get(WEBSITES.idFromName(websiteId)).fetch(request);
  }

  /** From the board, if the object has it on offer: then without a promise. */
  #lease({ websiteId, durationMs, traffic }: LeaseCall): LeaseAnswer | Promise<LeaseAnswer> {
    const offered = leaseBoard.grant(websiteId, durationMs);
    if (offered === null) {
      return this.#website(websiteId).lease(traffic === undefined ? { durationMs } : { durationMs, traffic });
    }
    return traffic === undefined ? ok(offered) : this.#handIn(websiteId, traffic, ok(offered));
  }

  /** Tells the object of a batch beside the lease, which does not wait for it: see `TrafficDesk`. */
  #handIn(websiteId: string, batch: TrafficBatch, lease: LeaseAnswer): LeaseAnswer {
    if (trafficDesk.isNews(batch)) {
      const told = this.#website(websiteId).countTraffic(batch);
      const kept = told.then((receipt) => void (receipt.ok && trafficDesk.keep(receipt.value)));
      // A batch that did not arrive is sent again by its isolate.
      this.ctx.waitUntil(kept.catch(() => undefined));
    }
    const receipt = trafficDesk.receiptOf(batch);
    return receipt === null ? lease : { ...lease, traffic: receipt };
  }

  #website(websiteId: string): WebsiteRpc {
    const { WEBSITES } = this.env;
    return WEBSITES.get(WEBSITES.idFromName(websiteId)) as unknown as WebsiteRpc;
  }
}
