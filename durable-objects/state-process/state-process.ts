import { WorkerEntrypoint } from "cloudflare:workers";
import type { DirectoryRpc, LeaseCall, StateProcessRpc, WebsiteRpc } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { shardName } from "#durable-objects/support/placement.ts";
import { leaseBoard } from "#durable-objects/website/lease-board.ts";
import { DirectoryCapability, WebsiteCapability } from "./capabilities.ts";

type LeaseReply = Awaited<ReturnType<StateProcessRpc["leases"]>>[number];

/**
 * How edges of other processes reach the objects of this one: with the same methods as the objects' own
 * stubs have, so that callers need not know which way they go.
 */
export class StateProcess extends WorkerEntrypoint<ObjectBindings> implements StateProcessRpc {
  async leases(calls: readonly LeaseCall[]) {
    return Promise.all(calls.map((call) => this.#lease(call)));
  }

  website(websiteId: string): WebsiteRpc {
    return new WebsiteCapability(this.#website(websiteId));
  }

  directory(shard: number): DirectoryRpc {
    const { DIRECTORY } = this.env;
    return new DirectoryCapability(DIRECTORY.get(DIRECTORY.idFromName(shardName(shard))) as unknown as DirectoryRpc);
  }

  override async fetch(request: Request): Promise<Response> {
    const websiteId = request.headers.get("HotSwap-Website");
    if (websiteId === null) return new Response("The header HotSwap-Website is missing.\n", { status: 400 });
    const { WEBSITES } = this.env;
    return WEBSITES.get(WEBSITES.idFromName(websiteId)).fetch(request);
  }

  /** From the board, if the object has it on offer: then without a promise. */
  #lease({ websiteId, durationMs }: LeaseCall): LeaseReply | Promise<LeaseReply> {
    const offered = leaseBoard.grant(websiteId, durationMs);
    return offered === null ? this.#website(websiteId).lease({ durationMs }) : ok(offered);
  }

  #website(websiteId: string): WebsiteRpc {
    const { WEBSITES } = this.env;
    return WEBSITES.get(WEBSITES.idFromName(websiteId)) as unknown as WebsiteRpc;
  }
}
