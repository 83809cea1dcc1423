import { WorkerEntrypoint } from "cloudflare:workers";
import type { DirectoryRpc, LeaseCall, StateProcessRpc, WebsiteRpc } from "#domain/contracts/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { shardName } from "#durable-objects/support/placement.ts";
import { DirectoryCapability, WebsiteCapability } from "./capabilities.ts";

/**
 * How edges of other processes reach the objects of this one: with the same methods as the objects' own
 * stubs have, so that callers need not know which way they go.
 */
export class StateProcess extends WorkerEntrypoint<ObjectBindings> implements StateProcessRpc {
  async leases(calls: readonly LeaseCall[]) {
    return Promise.all(calls.map(({ websiteId, durationMs }) => this.#website(websiteId).lease({ durationMs })));
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

  #website(websiteId: string): WebsiteRpc {
    const { WEBSITES } = this.env;
    return WEBSITES.get(WEBSITES.idFromName(websiteId)) as unknown as WebsiteRpc;
  }
}
