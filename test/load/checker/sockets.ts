import type { History, SocketEvent, SwapEvent } from "./history.ts";
import { overlaps } from "./spans.ts";
import type { Findings } from "./verdict.ts";

/** How long after the acknowledgement a socket may be told of a swap, in milliseconds. */
const toldWithinMs = 1_000;

/**
 * Every socket that is open during an acknowledged swap is told of it, in time, and not dropped by it.
 * Swaps that a disturbance touches need not be told: the socket may have gone with its process.
 */
export function checkSockets(history: History, findings: Findings): void {
  const { swaps, sockets, disturbances } = history;
  const told = swaps
    .filter((swap) => swap.outcome === "ok" && swap.releaseId !== null)
    .filter((swap) => swap.releaseId !== swap.replaces)
    .sort((a, b) => a.acknowledged! - b.acknowledged!)
    .filter(({ called, acknowledged }) => !overlaps(disturbances, { from: called, to: acknowledged! + toldWithinMs }));
  for (const socket of sockets) {
    const { dropped } = socket;
    if (dropped !== null && !overlaps(disturbances, { from: dropped, to: dropped })) {
      reportDropped(socket, dropped, swaps, findings);
    }
    checkTold(socket, told, findings);
  }
}

function reportDropped(socket: SocketEvent, dropped: number, swaps: readonly SwapEvent[], findings: Findings): void {
  const during = swaps.find(
    ({ called, acknowledged }) => called <= dropped && dropped <= (acknowledged ?? called) + toldWithinMs,
  );
  findings.report("dropped", () => ({
    sentence: `Socket ${socket.socket} was dropped ${during === undefined ? "outside any swap" : "during a swap"}.`,
    events: during === undefined ? [socket] : [socket, during],
  }));
}

/** Each swap needs a message of its own, no earlier than its call. */
function checkTold(socket: SocketEvent, swaps: readonly SwapEvent[], findings: Findings): void {
  const until = socket.dropped ?? socket.ended;
  const used = new Set<number>();
  for (const swap of swaps) {
    const latest = swap.acknowledged! + toldWithinMs;
    if (socket.opened > swap.called || until < latest) continue;
    const message = messageAbout(swap, socket.messages, latest, used);
    if (message !== null) used.add(message);
    else {
      findings.report("untold", () => ({
        sentence: `Socket ${socket.socket} was open during a swap to ${swap.releaseId!.slice(0, 8)} and was not told within ${toldWithinMs} ms.`,
        events: [swap, { ...socket, messages: socket.messages.slice(0, 5) }],
      }));
    }
  }
}

/** The index of the first message about the swap that no other swap used; null when there is none in time. */
function messageAbout(
  swap: SwapEvent,
  messages: SocketEvent["messages"],
  latest: number,
  used: ReadonlySet<number>,
): number | null {
  let index = firstSince(messages, swap.called);
  for (; index < messages.length && messages[index]!.at <= latest; index++) {
    if (messages[index]!.releaseId === swap.releaseId && !used.has(index)) return index;
  }
  return null;
}

function firstSince(messages: SocketEvent["messages"], time: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
