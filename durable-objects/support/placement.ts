import { directoryShards, type DirectoryRpc, type StateProcessRpc } from "#domain/contracts/index.ts";
import type { ObjectBindings } from "./bindings.ts";

/** FNV-1a over UTF-16 code units, 32 bits: spreads names evenly and costs next to nothing. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Which of the state processes owns the website's object. It must never change while data is kept. */
export function stateOfWebsite(websiteId: string, states: number): number {
  return hashName(websiteId) % states;
}

export function shardOfHostname(hostname: string): number {
  return hashName(hostname) % directoryShards;
}

/** Which of the state processes owns the shard of the directory. */
export function stateOfShard(shard: number, states: number): number {
  return shard % states;
}

/** The name of the shard's object. */
export function shardName(shard: number): string {
  return `shard-${shard}`;
}

/** The directory's shard for a hostname, wherever it lives. */
export function directoryOf(env: ObjectBindings, hostname: string): DirectoryRpc {
  const shard = shardOfHostname(hostname);
  const states = Number(env.STATE_COUNT ?? "0");
  if (states === 0) return env.DIRECTORY.get(env.DIRECTORY.idFromName(shardName(shard))) as unknown as DirectoryRpc;
  const bound = env as unknown as Readonly<Record<string, StateProcessRpc>>;
  return bound[`STATE_${stateOfShard(shard, states)}`]!.directory(shard);
}
