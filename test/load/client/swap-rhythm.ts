/**
 * One step of a swapper:
 * - `activate`: to the next release of the ring; promotes the candidate when there is one.
 * - `rollback`: undoes the deployment before.
 * - `publish`: makes a change with new documents, and activates it; the step after it undoes that.
 * - a number: gives the ring's next release, as candidate, that weight (of 10,000); 0 ends the rollout.
 */
export type SwapStep = "activate" | "rollback" | "publish" | number;

/** Mostly activations, one in five undone. */
export const rhythmDefault: readonly SwapStep[] = ["activate", "activate", "activate", "activate", "rollback"];

/** What decides which steps are possible. */
export interface StepSituation {
  readonly hasCandidate: boolean;
  /** Whether there is a deployment that can be undone. */
  readonly canUndo: boolean;
  /** Whether what is active was published and is not of the ring. */
  readonly isPublished: boolean;
}

/** The step that the rhythm asks for, or what has to come before it can be taken. */
export function nextStep(rhythm: readonly SwapStep[], steps: number, situation: StepSituation): SwapStep {
  if (situation.isPublished) return "rollback";
  const step = rhythm[steps % rhythm.length]!;
  if (situation.hasCandidate) return typeof step === "number" ? step : "activate";
  if (step === 0 || (step === "rollback" && !situation.canUndo)) return "activate";
  return step;
}
