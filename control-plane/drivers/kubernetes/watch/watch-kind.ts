import { setTimeout as sleep } from "node:timers/promises";
import { makeInformer, type KubernetesListObject, type KubernetesObject } from "@kubernetes/client-node";
import { kinds } from "../api/kinds.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { managedByLabel, manager, type Kind } from "../objects/index.ts";
import { concernOf, tenantOf, type Seen } from "./concern-of.ts";

export interface KindWatch {
  readonly cluster: Cluster;
  readonly kind: Kind;
  tell(tenantId: string): void;
  onBreak(error: unknown): void;
  /** All that there is has been seen, or the server has no such kind. */
  onListed(): void;
  readonly resyncMs: number;
}

/** What is known of an object. */
interface Known {
  readonly tenantId: string;
  readonly concern: string;
}

const delaysMs = { first: 500, most: 30_000 };

/** Lists and watches one kind until it is told to stop. Each round begins with a list, which is held against what was known. */
export async function watchKind(watch: KindWatch, signal: AbortSignal): Promise<void> {
  const known = new Map<string, Known>();
  let isFirst = true;
  let delayMs = delaysMs.first;
  while (!signal.aborted) {
    try {
      const isServed = await watchOnce(watch, known, isFirst, signal);
      if (!isServed) return watch.onListed();
      isFirst = false;
      delayMs = delaysMs.first;
    } catch (error) {
      if (signal.aborted) return;
      watch.onBreak(error);
      await sleep(delayMs, undefined, { signal }).catch(() => {});
      delayMs = Math.min(delaysMs.most, delayMs * 2);
    }
  }
}

/** One round: until it is time for a resync. Throws when the watch breaks. @returns whether the server has the kind */
async function watchOnce(
  { cluster, kind, tell, onListed, resyncMs }: KindWatch,
  known: Map<string, Known>,
  isFirst: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const source = await cluster.run(signal, async (api) => {
    const apiVersion = (await cluster.served(api)).get(kind);
    return apiVersion === undefined ? null : { apiVersion, path: await api.pathOf(apiVersion, kind) };
  });
  if (source === null) return false;
  // Also objects of others count where each would allow more; of the rest, only ours.
  const selector = kinds[kind].exclusive === true ? undefined : `${managedByLabel}=${manager}`;
  const list = () =>
    cluster.run(signal, (api) => api.listEverywhere(source.apiVersion, kind, selector)) as Promise<
      KubernetesListObject<KubernetesObject>
    >;
  const informer = makeInformer(cluster.config, source.path, list, selector);
  const seen = new Set<string>();

  const see = (object: Seen) => {
    const tenantId = tenantOf(kind, object);
    if (tenantId === null) return;
    const key = keyOf(object);
    seen.add(key);
    const concern = concernOf(kind, object);
    const before = known.get(key);
    known.set(key, { tenantId, concern });
    const isStrange = object.metadata?.labels?.[managedByLabel] !== manager;
    const isChanged = before === undefined ? isStrange : before.concern !== concern;
    if (isChanged) tell(tenantId);
  };
  const miss = (key: string) => {
    const before = known.get(key);
    if (!known.delete(key)) return;
    tell(before!.tenantId);
  };

  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  informer.on("add", (object) => see(object as Seen));
  informer.on("update", (object) => see(object as Seen));
  informer.on("delete", (object) => miss(keyOf(object as Seen)));
  informer.on("error", (error) => broken.reject(error));
  try {
    await Promise.race([informer.start(), broken.promise]);
    // A list that failed says nothing of what there is.
    await Promise.race([broken.promise, Promise.resolve()]);
    if (!isFirst) for (const key of known.keys()) if (!seen.has(key)) miss(key);
    onListed();
    await Promise.race([broken.promise, sleep(resyncMs, undefined, { signal, ref: false })]);
    return true;
  } finally {
    await informer.stop();
  }
}

function keyOf({ metadata = {} }: Seen): string {
  return `${metadata.namespace ?? ""}/${metadata.name ?? ""}`;
}
