import type { TrafficCall } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { TrafficReceipt } from "#domain/traffic/index.ts";
import { stateOfWebsite } from "#durable-objects/support/placement.ts";
import { configOf, type Env } from "#workers/config.ts";
import { stateProcess, websiteRpc } from "./state-rpc.ts";

type Answer = Result<TrafficReceipt, "website-not-found"> | null;

/** An answer takes a writing, a second or so. */
const answerMsMax = 5_000;
/** Self-hosted, so many websites share a call to their state process. */
const callSizeMax = 200;

/** Tells websites' objects of traffic. Answers in the order of the calls, null where none came in time. */
export async function callTraffic(env: Env, calls: readonly TrafficCall[]): Promise<readonly Answer[]> {
  const answers = new Map<TrafficCall, Answer>();
  const sent = groupsOf(env, calls).map(async (group) => {
    const received = await inTime(callGroup(env, group));
    for (const [index, call] of group.entries()) answers.set(call, received?.[index] ?? null);
  });
  await Promise.all(sent);
  return calls.map((call) => answers.get(call) ?? null);
}

function callGroup(env: Env, group: readonly TrafficCall[]): Promise<readonly Answer[]> {
  const { stateCount } = configOf(env);
  const first = group[0]!;
  return stateCount === 0
    ? websiteRpc(env, first.websiteId)
        .countTraffic(first.batch)
        .then((answer) => [answer])
    : stateProcess(env, stateOfWebsite(first.websiteId, stateCount)).countTraffic(group);
}

/** Calls that go together: one by one on Cloudflare, else by state process. */
function groupsOf(env: Env, calls: readonly TrafficCall[]): readonly (readonly TrafficCall[])[] {
  const { stateCount } = configOf(env);
  if (stateCount === 0) return calls.map((call) => [call]);
  const groups = new Map<number, TrafficCall[][]>();
  for (const call of calls) {
    const state = stateOfWebsite(call.websiteId, stateCount);
    const ofState = groups.get(state) ?? [];
    const last = ofState.at(-1);
    if (last === undefined || last.length === callSizeMax) ofState.push([call]);
    else last.push(call);
    groups.set(state, ofState);
  }
  return [...groups.values()].flat();
}

async function inTime<Value>(work: Promise<Value>): Promise<Value | null> {
  const timer = new AbortController();
  const late = scheduler.wait(answerMsMax, { signal: timer.signal }).then(
    () => null,
    () => null,
  );
  const value = await Promise.race([work.catch(() => null), late]);
  timer.abort();
  return value;
}
