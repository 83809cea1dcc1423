import type { KubeConfig } from "@kubernetes/client-node";
import { ApiSession, type Discovered } from "../api/api-session.ts";
import { translateFailure } from "../api/failures.ts";
import { discoverVersions, type ServedVersions } from "../api/served-versions.ts";

/** How long what the server has is believed: it may be upgraded. */
const discoveredMsMax = 600_000;

export interface ClusterTimeouts {
  /** One call of the API server. */
  readonly callMsMax: number;
  /** One operation of the driver: all of its calls. */
  readonly operationMsMax: number;
}

export const timeoutsByDefault: ClusterTimeouts = { callMsMax: 10_000, operationMsMax: 60_000 };

/** An API server, and what is known of it. */
export class Cluster {
  readonly #config: KubeConfig;
  readonly #timeouts: ClusterTimeouts;
  #known: { readonly discovered: Discovered; readonly atMs: number; served?: ServedVersions } | undefined;

  constructor(config: KubeConfig, timeouts: ClusterTimeouts) {
    this.#config = config;
    this.#timeouts = timeouts;
  }

  /** Does one operation, bounded in time. Throws a `ProviderUnavailable` or a `KubernetesRefused`. */
  async run<Value>(
    signal: AbortSignal,
    operation: (api: ApiSession, signal: AbortSignal) => Promise<Value>,
    operationMsMax = this.#timeouts.operationMsMax,
  ): Promise<Value> {
    signal.throwIfAborted();
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(operationMsMax)]);
    try {
      return await operation(this.#session(bounded), bounded);
    } catch (error) {
      throw translateFailure(error, signal);
    }
  }

  async served(api: ApiSession): Promise<ServedVersions> {
    const known = this.#fresh();
    return (known.served ??= await discoverVersions(api));
  }

  #session(signal: AbortSignal): ApiSession {
    return new ApiSession(this.#config, this.#fresh().discovered, signal, this.#timeouts.callMsMax);
  }

  #fresh() {
    const nowMs = performance.now();
    if (this.#known === undefined || nowMs - this.#known.atMs > discoveredMsMax) {
      this.#known = { discovered: {}, atMs: nowMs };
    }
    return this.#known;
  }
}
