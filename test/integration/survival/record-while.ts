import type { Platform } from "#supervisor/index.ts";
import { judge, type DisturbanceEvent, type History, type Verdict } from "#test/load/checker/index.ts";
import { recordHistory, type SwapStep } from "#test/load/client/index.ts";
import { Chaos, fullRhythm, makeCheckedWebsite, seededRandom } from "#test/load/prove/index.ts";

export interface Recorded {
  readonly history: History;
  readonly verdict: Verdict;
  readonly websiteId: string;
}

type Reached = Pick<Platform, "port" | "token" | "urls">;

const releases = 4;

/**
 * A few thousand reads of a new website on the platform while it is swapped, and their verdict.
 *
 * @param onCall told just before each call that changes something
 */
export async function recordSwaps(
  platform: Reached,
  options: {
    /** It goes on until there are both, or the signal ends it. */
    readonly requests: number;
    readonly swaps?: number;
    readonly onCall?: (step: SwapStep) => void;
    readonly disturbances?: readonly DisturbanceEvent[];
    readonly signal?: AbortSignal;
  },
): Promise<Recorded> {
  const { requests, swaps = 30, onCall, disturbances = [], signal } = options;
  const { themeOf, ...website } = await makeCheckedWebsite(platform, releases);
  const history = await recordHistory({
    ...website,
    connections: 8,
    sockets: 4,
    assetsEvery: 20,
    requests,
    disturbances,
    ...(signal && { signal }),
    swaps: {
      pauseMs: 10,
      count: swaps,
      releases,
      pageBytes: 2_000,
      rhythm: fullRhythm,
      themeOf,
      ...(onCall && { onCall }),
    },
  });
  return { history, verdict: judge(history), websiteId: website.websiteId };
}

/** The same while one part is killed again and again, at moments that the seed decides, until it was so often. */
export async function recordKills(
  platform: Reached,
  options: {
    readonly target: string;
    readonly kills: number;
    readonly seed: number;
    readonly kill: (target: string) => Promise<void>;
  },
): Promise<Recorded> {
  const { target, kills, seed, kill } = options;
  let callsLeft = 15;
  const enough = new AbortController();
  const failure = new AbortController();
  const chaos = new Chaos({
    random: seededRandom(seed),
    targets: [target],
    kill,
    callsBetween: [2, 6],
    onFailure: (reason) => failure.abort(reason),
  });
  const recorded = await recordSwaps(platform, {
    requests: Number.MAX_SAFE_INTEGER,
    swaps: Number.MAX_SAFE_INTEGER,
    disturbances: chaos.disturbances,
    signal: AbortSignal.any([enough.signal, failure.signal]),
    onCall(step) {
      // What came back last is read and swapped for a while too.
      if (chaos.disturbances.length >= kills) {
        if (--callsLeft === 0) enough.abort();
      } else chaos.onCall(step);
    },
  });
  await chaos.settled();
  failure.signal.throwIfAborted();
  return recorded;
}
