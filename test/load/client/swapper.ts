import { randomUUID } from "node:crypto";
import type { Serving, SwapEvent } from "../checker/index.ts";
import type { ApiAnswer, ApiClient } from "./api-client.ts";
import { callUntilClear, isClear, readServing } from "./call-until-clear.ts";
import { monotonicMs } from "./clock.ts";
import { createChange, type ReleaseRing, type RingChange } from "./release-ring.ts";
import { nextStep, type SwapStep } from "./swap-rhythm.ts";

export interface SwapperOptions {
  readonly api: ApiClient;
  readonly websiteId: string;
  readonly ring: ReleaseRing;
  readonly rhythm: readonly SwapStep[];
  /** Told of a release that is about to be published. */
  readonly onRelease: (releaseId: string, marker: string) => void;
  /** Told just before each call that changes something. */
  readonly onCall: (step: SwapStep) => void;
  readonly onSwap: (swap: SwapEvent) => void;
}

/** What a step is going to do: the call, and what is known of the swap beforehand. */
interface Plan {
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: unknown;
  readonly swap: Pick<SwapEvent, "kind" | "releaseId" | "candidate">;
  /** Where the website is once it was done. */
  readonly arrives: Place;
}

/** Where on its ring the website is. */
interface Place {
  readonly at: number;
  readonly candidateWeight: number;
  /** The deployment that a rollback undoes. */
  readonly undoes: string | null;
  /** The release that is active in place of the ring's. */
  readonly published: string | null;
}

/**
 * Swaps a website's release round the ring, one swap at a time, in a rhythm. A call that got no clear answer is
 * repeated under the same deployment id, which the platform answers as it did the first time.
 */
export class Swapper {
  readonly #options: SwapperOptions;
  #place: Place = { at: 0, candidateWeight: 0, undoes: null, published: null };
  #steps = 0;
  #publications = 0;

  constructor(options: SwapperOptions) {
    this.#options = options;
  }

  async swap(): Promise<void> {
    const { api, websiteId, rhythm, onCall, onSwap } = this.#options;
    const from = this.#place;
    const step = nextStep(rhythm, this.#steps++, {
      hasCandidate: from.candidateWeight > 0,
      canUndo: from.undoes !== null,
      isPublished: from.published !== null,
    });
    onCall(step);
    const plan = await this.#plan(step, from);
    const called = monotonicMs();
    const { answer, isRepeated } = await callUntilClear(
      api,
      plan.method,
      `/websites/${websiteId}${plan.path}`,
      plan.body,
    );
    const outcome = outcomeOf(answer, isRepeated);
    onSwap({
      type: "swap",
      websiteId,
      called,
      acknowledged: outcome === "ok" ? monotonicMs() : null,
      outcome,
      replaces: from.published ?? this.#releaseId(from.at),
      ...plan.swap,
      // What the answer says goes before what was expected.
      ...(outcome === "ok" && plan.swap.releaseId !== null && { releaseId: (answer.body as Deployed).releaseId }),
    });
    this.#place = outcome === "ok" ? plan.arrives : this.#placeOf(await readServing(api, websiteId), plan, from);
  }

  async #plan(step: SwapStep, from: Place): Promise<Plan> {
    if (typeof step === "number") return this.#weightsPlan(step, from);
    const deploymentId = randomUUID();
    switch (step) {
      case "activate":
        return this.#activationPlan(deploymentId, from);
      case "rollback":
        return this.#rollbackPlan(deploymentId, from);
      case "publish":
        return this.#publicationPlan(deploymentId, from);
    }
  }

  #weightsPlan(weight: number, from: Place): Plan {
    const { releaseId, changeId } = this.#next(from);
    const isEnd = weight === 0;
    return {
      method: "PUT",
      path: "/rollout",
      body: { candidate: isEnd ? null : { changeId, weight } },
      swap: { kind: "weights", releaseId: null, candidate: isEnd ? null : { releaseId, weight } },
      arrives: { ...from, candidateWeight: weight },
    };
  }

  #activationPlan(deploymentId: string, from: Place): Plan {
    const { releaseId, changeId } = this.#next(from);
    const at = (from.at + 1) % this.#options.ring.releases.length;
    return {
      ...deployment(deploymentId, { changeId, replaces: this.#releaseId(from.at) }),
      swap: { kind: "activate", releaseId, ...(from.candidateWeight > 0 && { candidate: null }) },
      arrives: { at, candidateWeight: 0, undoes: deploymentId, published: null },
    };
  }

  #rollbackPlan(deploymentId: string, from: Place): Plan {
    const { releases } = this.#options.ring;
    const at = from.published === null ? (from.at - 1 + releases.length) % releases.length : from.at;
    return {
      ...deployment(deploymentId, {}, `/${from.undoes}/rollback`),
      swap: { kind: "rollback", releaseId: this.#releaseId(at) },
      arrives: { at, candidateWeight: 0, undoes: null, published: null },
    };
  }

  async #publicationPlan(deploymentId: string, from: Place): Promise<Plan> {
    const { api, websiteId, ring, onRelease } = this.#options;
    const marker = String(ring.releases.length + this.#publications++);
    const { changeId, releaseId } = await createChange(api, websiteId, { ringId: ring.ringId, marker }, ring.options);
    onRelease(releaseId, marker);
    return {
      ...deployment(deploymentId, { changeId, replaces: this.#releaseId(from.at) }),
      swap: { kind: "activate", releaseId },
      arrives: { ...from, undoes: deploymentId, published: releaseId },
    };
  }

  /** Where the website turned out to be, after a swap that may or may not have been made. */
  #placeOf({ activeReleaseId, candidate }: Serving, { arrives }: Plan, from: Place): Place {
    const candidateWeight = candidate?.weight ?? 0;
    for (const place of [arrives, from]) {
      const active = place.published ?? this.#releaseId(place.at);
      if (active === activeReleaseId) return { ...place, candidateWeight };
    }
    throw new Error(`the active release ${activeReleaseId} is neither the one before the swap nor the one after it`);
  }

  #releaseId(at: number): string {
    return this.#options.ring.releases[at]!.releaseId;
  }

  #next({ at }: Place): RingChange {
    const { releases } = this.#options.ring;
    return releases[(at + 1) % releases.length]!;
  }
}

function deployment(deploymentId: string, body: object, path = "") {
  return { method: "POST" as const, path: `/deployments${path}`, body: { deploymentId, ...body } };
}

interface Deployed {
  readonly releaseId: string;
}

/** A refusal of a repeated call does not say that the first one did nothing. */
function outcomeOf(answer: ApiAnswer, isRepeated: boolean): SwapEvent["outcome"] {
  if (answer.status >= 200 && answer.status < 300) return "ok";
  return isClear(answer) && !isRepeated ? "refused" : "unknown";
}
