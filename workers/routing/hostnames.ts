import { normalizeHostname } from "#domain/hostname/index.ts";
import type { Env } from "#workers/config.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { OneMaker } from "#workers/support/one-maker.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { directoryRpc, retryIdempotent } from "#workers/websites/index.ts";
import { HostTable, type HostEntry } from "./host-table.ts";

const table = new HostTable();
const makers = new OneMaker();
/** Hosts as they were sent, with port and in any case, to hostnames as they are stored. */
const spellings = new BoundedMap<string>(20_000);

/** The hostname that a host as it was sent stands for; null when it is none. */
export function hostnameOf(host: string): string | null {
  const known = spellings.get(host);
  if (known !== undefined) return known;
  const hostname = host.length > 300 ? null : normalizeHostname(host);
  if (hostname !== null) spellings.set(host, hostname);
  return hostname;
}

/** What this isolate remembers of the hostname; undefined when it has to ask. */
export function rememberedHost(hostname: string, now: number): HostEntry | undefined {
  return table.find(hostname, now);
}

/**
 * Which website the hostname belongs to, by the directory.
 *
 * @param afresh true when what was remembered proved wrong: asks again
 * Throws a `WebsiteUnavailable` when the directory cannot be reached.
 */
export async function resolveHost(env: Env, hostname: string, afresh: boolean): Promise<HostEntry> {
  if (afresh) table.forget(hostname);
  return makers.findOrMake(
    hostname,
    () => table.find(hostname, Date.now()),
    async () => {
      const websiteId = await retryIdempotent(() => directoryRpc(env, hostname).resolve(hostname));
      return table.keep(hostname, websiteId, Date.now());
    },
    requestEffects,
  );
}
