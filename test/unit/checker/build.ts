import {
  historyOf,
  type History,
  type HistoryEvent,
  type ReadEvent,
  type SocketEvent,
  type SwapEvent,
} from "#test/load/checker/index.ts";

/** Hand-written histories: website `w`, release `A` served at first, markers `1` for A, `2` for B, `3` for C. */
export function history(...events: HistoryEvent[]): History {
  return historyOf([
    {
      type: "website",
      websiteId: "w",
      initial: { activeReleaseId: "A", candidate: null, status: "active" },
    },
    { type: "release", releaseId: "A", marker: "1" },
    { type: "release", releaseId: "B", marker: "2" },
    { type: "release", releaseId: "C", marker: "3" },
    ...events,
  ]);
}

export function read(
  received: number,
  answered: number,
  releaseId: string | null,
  more: Partial<ReadEvent> = {},
): ReadEvent {
  return {
    type: "read",
    websiteId: "w",
    visitor: "v",
    connection: 0,
    path: "/",
    received,
    answered,
    status: 200,
    releaseId,
    marker: null,
    bucket: null,
    ...more,
  };
}

/** A swap; never acknowledged, its outcome is unknown. */
export function swap(
  called: number,
  acknowledged: number | null,
  replaces: string | null,
  releaseId: string | null,
  more: Partial<SwapEvent> = {},
): SwapEvent {
  return {
    type: "swap",
    websiteId: "w",
    kind: "activate",
    called,
    acknowledged,
    outcome: acknowledged === null ? "unknown" : "ok",
    replaces,
    releaseId,
    ...more,
  };
}

export function socket(more: Partial<SocketEvent> = {}): SocketEvent {
  return {
    type: "socket",
    websiteId: "w",
    socket: 1,
    opened: 0,
    messages: [],
    dropped: null,
    ended: 100_000,
    ...more,
  };
}
