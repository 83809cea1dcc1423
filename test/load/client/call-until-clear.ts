import { setTimeout as wait } from "node:timers/promises";
import type { Serving } from "../checker/index.ts";
import { expectSuccess, type ApiAnswer, type ApiClient } from "./api-client.ts";
import { monotonicMs } from "./clock.ts";

/** How long a call whose outcome is unknown is repeated, and how often, in milliseconds. */
const settleMsMax = 20_000;
const retryAfterMs = 50;

/**
 * Repeats a call that may be repeated until its answer says whether it was carried out, or for 20 s.
 *
 * @returns the last answer, and whether an earlier call may have been carried out unseen
 */
export async function callUntilClear(
  api: ApiClient,
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
): Promise<{ readonly answer: ApiAnswer; readonly isRepeated: boolean }> {
  const until = monotonicMs() + settleMsMax;
  for (let isRepeated = false; ; isRepeated = true) {
    const answer = await api.call(method, path, body);
    if (isClear(answer) || monotonicMs() > until) return { answer, isRepeated };
    await wait(retryAfterMs);
  }
}

/** Anything but "no answer" and "something went wrong" says whether the call was carried out. */
export function isClear({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 500 && status !== 429;
}

/** What the website says that it serves. Throws when it cannot be asked. */
export async function readServing(api: ApiClient, websiteId: string): Promise<Serving> {
  const { answer } = await callUntilClear(api, "GET", `/websites/${websiteId}`);
  const { serving } = expectSuccess<{ serving: Serving }>(answer, "The website");
  const { activeReleaseId, candidate, status } = serving;
  return {
    activeReleaseId,
    candidate: candidate && { releaseId: candidate.releaseId, weight: candidate.weight },
    status,
  };
}
