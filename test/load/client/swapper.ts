import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { SwapEvent } from "../checker/index.ts";
import { expectSuccess, type ApiAnswer, type ApiClient } from "./api-client.ts";
import { monotonicMs } from "./clock.ts";
import type { ReleaseRing } from "./release-ring.ts";

/** How long a call whose outcome is unknown is repeated, and how often, in milliseconds. */
const settleMsMax = 20_000;
const retryAfterMs = 50;

export interface SwapperOptions {
  readonly api: ApiClient;
  readonly websiteId: string;
  readonly ring: ReleaseRing;
  /** Every how many swaps one rolls back the one before; 0 for never. */
  readonly rollbackEvery: number;
  readonly onSwap: (swap: SwapEvent) => void;
}

/**
 * Swaps a website's release round the ring, one swap at a time; some undo the one before. A call that got no
 * clear answer is repeated under the same deployment id, which the platform answers as it did the first time.
 */
export class Swapper {
  readonly #options: SwapperOptions;
  #at = 0;
  #previousDeploymentId: string | null = null;
  #swaps = 0;

  constructor(options: SwapperOptions) {
    this.#options = options;
  }

  async swap(): Promise<void> {
    const { ring, rollbackEvery, onSwap } = this.#options;
    const undoes = this.#previousDeploymentId;
    const isRollback = rollbackEvery > 0 && ++this.#swaps % rollbackEvery === 0 && undoes !== null;
    const to = (this.#at + (isRollback ? -1 : 1) + ring.releases.length) % ring.releases.length;
    const deploymentId = randomUUID();
    const called = monotonicMs();
    const { answer, isRepeated } = isRollback
      ? await this.#settled(`/${undoes}/rollback`, { deploymentId })
      : await this.#settled("", { deploymentId, ...this.#activationOf(to) });

    const outcome = outcomeOf(answer, isRepeated);
    const deployed = outcome === "ok" ? (answer.body as Deployed) : null;
    onSwap({
      type: "swap",
      websiteId: this.#options.websiteId,
      kind: isRollback ? "rollback" : "activate",
      called,
      acknowledged: deployed === null ? null : monotonicMs(),
      outcome,
      replaces: deployed?.previousReleaseId ?? ring.releases[this.#at]!.releaseId,
      releaseId: deployed?.releaseId ?? ring.releases[to]!.releaseId,
    });
    if (deployed !== null) this.#at = to;
    else await this.#findPlace();
    this.#previousDeploymentId = deployed === null || isRollback ? null : deploymentId;
  }

  #activationOf(to: number): { readonly changeId: string; readonly replaces: string } {
    const { releases } = this.#options.ring;
    return { changeId: releases[to]!.changeId, replaces: releases[this.#at]!.releaseId };
  }

  async #settled(path: string, body: unknown): Promise<{ answer: ApiAnswer; isRepeated: boolean }> {
    const { api, websiteId } = this.#options;
    const until = monotonicMs() + settleMsMax;
    for (let isRepeated = false; ; isRepeated = true) {
      const answer = await api.call("POST", `/websites/${websiteId}/deployments${path}`, body);
      if (isClear(answer) || monotonicMs() > until) return { answer, isRepeated };
      await wait(retryAfterMs);
    }
  }

  /** Asks which release of the ring is active, after a swap that may or may not have been made. */
  async #findPlace(): Promise<void> {
    const { releases } = this.#options.ring;
    const active = await readActiveRelease(this.#options.api, this.#options.websiteId);
    this.#at = releases.findIndex(({ releaseId }) => releaseId === active);
    if (this.#at === -1) throw new Error(`the active release ${active} is none of the ring's`);
  }
}

interface Deployed {
  readonly releaseId: string;
  readonly previousReleaseId: string | null;
}

async function readActiveRelease(api: ApiClient, websiteId: string): Promise<string> {
  const until = monotonicMs() + settleMsMax;
  for (;;) {
    const answer = await api.call("GET", `/websites/${websiteId}`);
    if (isClear(answer) || monotonicMs() > until) {
      return expectSuccess<{ activeReleaseId: string }>(answer, "The website").activeReleaseId;
    }
    await wait(retryAfterMs);
  }
}

/** Anything but "no answer" and "something went wrong" says whether the call was carried out. */
function isClear({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 500 && status !== 429;
}

/** A refusal of a repeated call does not say that the first one did nothing. */
function outcomeOf(answer: ApiAnswer, isRepeated: boolean): SwapEvent["outcome"] {
  if (answer.status >= 200 && answer.status < 300) return "ok";
  return isClear(answer) && !isRepeated ? "refused" : "unknown";
}
