import type { Cluster } from "../cluster/cluster.ts";
import { kindNames } from "../api/kinds.ts";
import { watchKind } from "./watch-kind.ts";

export interface WatchDriftOptions {
  /**
   * Something of this tenant's was changed, taken away or put there; perhaps by ourselves: to compare it is up to the one
   * who is told. Told once for what happens within a moment.
   */
  onDrift(tenantId: string): void;
  /** A watch broke and is begun again. */
  onBreak?(error: unknown): void;
  /** After so long everything is listed anew, in case something was missed, in milliseconds. */
  readonly resyncMs?: number;
}

export interface DriftWatch {
  /** Resolves once everything that there is has been seen for the first time. */
  readonly watching: Promise<void>;
  close(): Promise<void>;
}

const momentMs = 100;

/** Watches all tenants' objects on a cluster. What happens while nobody watches is seen by comparing tenants now and then. */
export function watchDrift(cluster: Cluster, options: WatchDriftOptions): DriftWatch {
  const { onDrift, onBreak = () => {}, resyncMs = 600_000 } = options;
  const closing = new AbortController();
  const told = new Map<string, NodeJS.Timeout>();

  function tell(tenantId: string): void {
    if (told.has(tenantId) || closing.signal.aborted) return;
    const later = setTimeout(() => {
      told.delete(tenantId);
      onDrift(tenantId);
    }, momentMs);
    told.set(tenantId, later.unref());
  }

  const watches = kindNames.map((kind) => {
    const first = Promise.withResolvers<void>();
    const ended = watchKind({ cluster, kind, tell, onBreak, resyncMs, onListed: first.resolve }, closing.signal);
    return { listed: first.promise, ended };
  });

  return {
    watching: Promise.all(watches.map(({ listed }) => listed)).then(() => undefined),
    async close() {
      closing.abort();
      for (const later of told.values()) clearTimeout(later);
      await Promise.all(watches.map(({ ended }) => ended));
    },
  };
}
