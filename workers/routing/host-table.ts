import { BoundedMap } from "#workers/support/bounded-map.ts";

/** How long the directory's answers are believed, in milliseconds; leases guard against stale ones. */
const knownMs = 60_000;
const unknownMs = 2_000;
const hostsMax = 20_000;

export interface HostEntry {
  readonly hostname: string;
  /** Null when the directory knows no website of this name. */
  readonly websiteId: string | null;
  readonly since: number;
}

/**
 * The isolate's memory of which website a hostname belongs to. It may be stale: whoever uses it checks that
 * the website's lease names the hostname. Pure: times are passed in, in milliseconds by the wall clock.
 */
export class HostTable {
  readonly #hosts = new BoundedMap<HostEntry>(hostsMax);

  /** The entry of a normalised hostname; undefined when there is none that is recent enough. */
  find(hostname: string, now: number): HostEntry | undefined {
    const entry = this.#hosts.get(hostname);
    if (entry === undefined) return undefined;
    const age = now - entry.since;
    return age >= 0 && age < (entry.websiteId === null ? unknownMs : knownMs) ? entry : undefined;
  }

  keep(hostname: string, websiteId: string | null, now: number): HostEntry {
    const entry = { hostname, websiteId, since: now };
    this.#hosts.set(hostname, entry);
    return entry;
  }

  forget(hostname: string): void {
    this.#hosts.delete(hostname);
  }
}
