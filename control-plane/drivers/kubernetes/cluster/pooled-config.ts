import { KubeConfig, type RequestContext } from "@kubernetes/client-node";
import { Agent, type Dispatcher } from "undici";
import { ProviderUnavailable } from "../../provider/index.ts";

/** After so long, certificates and keys are read again: those of a cluster are renewed while we run. */
const keptMs = 300_000;

/** The client's own makes new connections for each call; these are kept between calls. */
export class PooledConfig extends KubeConfig {
  #closed = false;
  #kept: { readonly dispatcher: Dispatcher; readonly atMs: number } | undefined;

  /** @param dispatcher for good; left out, one is made of what the configuration says */
  constructor(dispatcher?: Dispatcher) {
    super();
    if (dispatcher !== undefined) this.#kept = { dispatcher, atMs: Infinity };
  }

  /** Tells who we are in each request. */
  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    // Another dispatcher than the one that was closed might not hold to its bounds.
    if (this.#closed) throw new ProviderUnavailable("The connections to the cluster were closed.");
    await super.applySecurityAuthentication(context);
    const nowMs = performance.now();
    if (this.#kept === undefined || nowMs - this.#kept.atMs > keptMs) {
      const old = this.#kept?.dispatcher;
      this.#kept = { dispatcher: context.getDispatcher() ?? new Agent(), atMs: nowMs };
      // Once what it does is done.
      void old?.close();
    }
    context.setDispatcher(this.#kept.dispatcher);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#kept?.dispatcher.destroy();
    this.#kept = undefined;
  }
}
