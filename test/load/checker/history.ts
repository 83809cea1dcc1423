import type { ReadLog } from "./read-log.ts";

/**
 * A recorded history: what visitors, swappers and sockets of one website saw, and when.
 *
 * All times are milliseconds of one monotonic clock that every recording process of the machine shares
 * (`monotonicMs` of the load client), with fractions. A time is taken before the bytes leave or after they
 * arrived, so that every interval contains the moment at which the platform did the thing.
 */
export type HistoryEvent = WebsiteEvent | ReleaseEvent | ReadEvent | SwapEvent | SocketEvent | DisturbanceEvent;

/** What a website serves at one moment: the value of the register that is checked. */
export interface Serving {
  readonly activeReleaseId: string;
  /** Visitors whose bucket is below the weight get the candidate. */
  readonly candidate: { readonly releaseId: string; readonly weight: number } | null;
  /** Only an `active` website answers pages; all others answer 503 or 410. */
  readonly status: string;
}

/** The website, and what it served before the first swap of the history. */
export interface WebsiteEvent {
  readonly type: "website";
  readonly websiteId: string;
  readonly initial: Serving;
}

/** Which marker the pages of a release carry. */
export interface ReleaseEvent {
  readonly type: "release";
  readonly releaseId: string;
  readonly marker: string;
}

export interface ReadEvent {
  readonly type: "read";
  readonly websiteId: string;
  /** Who asked: requests of one visitor that follow one another never go back. */
  readonly visitor: string;
  readonly connection: number;
  readonly path: string;
  /** When the client sent the request, before its first byte. */
  readonly received: number;
  /** When the client had the whole answer, or saw that none would come. */
  readonly answered: number;
  /** The HTTP status; 0 when the connection ended without an answer. */
  readonly status: number;
  /** The header `HotSwap-Release`. */
  readonly releaseId: string | null;
  /** The marker in the body; null when the body has none or was not looked at. Two in one body: `"3|4"`. */
  readonly marker: string | null;
  /** The visitor's bucket, 0 to 9,999; null when it is not known. */
  readonly bucket: number | null;
  /** The assets that the page named and that were fetched after it. */
  readonly assets?: readonly AssetRead[];
}

export interface AssetRead {
  readonly digest: string;
  readonly status: number;
  /** The marker inside the asset; null when it has none. */
  readonly marker: string | null;
}

/** A change of what the website serves. */
export interface SwapEvent {
  readonly type: "swap";
  readonly websiteId: string;
  readonly kind: "activate" | "rollback" | "weights" | "status";
  readonly called: number;
  /** When the acknowledgement had arrived; null unless the outcome is `ok`. */
  readonly acknowledged: number | null;
  /** `unknown`: it may have taken effect at any time since the call, or never. */
  readonly outcome: "ok" | "refused" | "unknown";
  /** For an unknown outcome: from when on it can no longer take effect, if that is known. */
  readonly settled?: number;
  /** The release that had to be active for it to take effect; null when any would do. */
  readonly replaces: string | null;
  /** The release that it makes active; null when it leaves the active one. */
  readonly releaseId: string | null;
  /** The candidate from then on; left out when it stays. */
  readonly candidate?: Serving["candidate"];
  /** The status from then on; left out when it stays. */
  readonly status?: string;
}

/** The life of one WebSocket on `/_hotswap/live`. */
export interface SocketEvent {
  readonly type: "socket";
  readonly websiteId: string;
  readonly socket: number;
  readonly opened: number;
  readonly messages: readonly { readonly releaseId: string; readonly at: number }[];
  /** When the platform closed it or its connection broke; null when it was open until we closed it. */
  readonly dropped: number | null;
  /** When we stopped watching. */
  readonly ended: number;
}

/** A time in which answers may fail and sockets may drop, because something was killed or cut off on purpose. */
export interface DisturbanceEvent {
  readonly type: "disturbance";
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/** The history of one website, ready to be judged. */
export interface History {
  readonly websiteId: string;
  readonly initial: Serving;
  /** Markers by release id. */
  readonly markers: ReadonlyMap<string, string>;
  readonly reads: ReadLog;
  readonly swaps: readonly SwapEvent[];
  readonly sockets: readonly SocketEvent[];
  readonly disturbances: readonly DisturbanceEvent[];
}
