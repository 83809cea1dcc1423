import { BoundedMap } from "#workers/support/bounded-map.ts";
import type { Encoding } from "./accept-encoding.ts";

/** An isolate has 128 MB; this much of it holds pages. */
const pageBytesMax = 32 * 1024 * 1024;
/** What an entry takes besides its bytes, roughly: headers, keys, the policy. */
const overheadBytes = 2_048;
const missingPathsMax = 20_000;

/** What opens a protected document: whoever has the key sees the body. */
export interface PageLock {
  readonly documentId: string;
  readonly salt: string;
  /** Hex. */
  readonly hash: string;
}

/** A response ready to be sent: everything of it is from one release. */
export interface CachedPage {
  readonly status: 200 | 301 | 302 | 404;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the response to a hit is made with, as it is. */
  readonly init: ResponseInit & { readonly headers: Headers };
  readonly notModified: ResponseInit & { readonly headers: Headers };
  /** Of a protected document's page, which shows the form that asks for the password; null for all others. */
  readonly lock: PageLock | null;
  /** How often it was answered: what is visited most is rendered before the next swap. */
  visits: number;
}

export interface VisitedPage {
  readonly path: string;
  readonly encoding: Encoding;
  readonly visits: number;
}

/**
 * Pages as encoded bytes, by release, path and encoding. Nothing is ever purged: a release never changes, so
 * an entry is right for as long as it is kept.
 */
export class PageCache {
  readonly #pages: BoundedMap<CachedPage>;
  /** Paths known to be missing share one page: a flood of random paths fills no cache. */
  readonly #missing = new BoundedMap<true>(missingPathsMax);

  constructor(bytesMax = pageBytesMax) {
    this.#pages = new BoundedMap(bytesMax);
  }

  find(releaseId: string, path: string, encoding: Encoding): CachedPage | undefined {
    return this.#pages.get(encoding + releaseId + path);
  }

  /** The release's page for whatever is missing, if this path is known to be. */
  findMissing(releaseId: string, path: string, encoding: Encoding): CachedPage | undefined {
    if (this.#missing.get(releaseId + path) === undefined) return undefined;
    return this.#pages.get(encoding + releaseId);
  }

  /** The release's pages that were answered most often, at most so many. */
  mostVisited(releaseId: string, countMax: number): readonly VisitedPage[] {
    const visited: VisitedPage[] = [];
    for (const [key, { visits }] of this.#pages.entries()) {
      const start = key.indexOf(releaseId);
      const path = key.slice(start + releaseId.length);
      if (start === -1 || !path.startsWith("/") || path.includes("\n") || visits === 0) continue;
      visited.push({ path, encoding: key.slice(0, start) as Encoding, visits });
    }
    return visited.sort((one, other) => other.visits - one.visits).slice(0, countMax);
  }

  keep(releaseId: string, path: string, encoding: Encoding, page: CachedPage): void {
    const isMissing = page.status === 404;
    if (isMissing) this.#missing.set(releaseId + path, true);
    const key = isMissing ? encoding + releaseId : encoding + releaseId + path;
    this.#pages.set(key, page, page.bytes.byteLength + overheadBytes);
  }
}
