import { ApiSession, type Discovered } from "../api/api-session.ts";
import { translateFailure } from "../api/failures.ts";
import { discoverVersions, type ServedVersions } from "../api/served-versions.ts";
import type { PooledConfig } from "./pooled-config.ts";

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
  readonly #config: PooledConfig;
  readonly #timeouts: ClusterTimeouts;
  #known: { readonly discovered: Discovered; readonly atMs: number; served?: ServedVersions } | undefined;

  constructor(config: PooledConfig, timeouts: ClusterTimeouts) {
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
    const ended = new AbortController();
    const bounded = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(operationMsMax)]);
    try {
      return await operation(this.#session(bounded), bounded);
    } catch (error) {
      // Perhaps because the server is another one by now.
      this.#known = undefined;
      throw translateFailure(error, signal);
    } finally {
      // Calls beside the one that failed are of no use any more.
      ended.abort();
    }
  }

  get config(): PooledConfig {
    return this.#config;
  }

  /** Its address. */
  get server(): string {
    return this.#config.getCurrentCluster()!.server;
  }

  close(): Promise<void> {
    return this.#config.close();
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
