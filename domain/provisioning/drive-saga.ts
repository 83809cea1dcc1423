import { sagaRules, type Fault, type SagaRules, type StepMove } from "./rules.ts";
import type { Saga, StepName } from "./steps.ts";

export interface SagaEffects {
  /** Why there is nothing to make by this step; null where there is something. */
  whyNot(step: StepName): string | null;
  /** Durable once it resolves. What it throws ends the drive. */
  save(saga: Saga): Promise<void>;
  /** Makes the step, or takes it away; may be repeated. Its failures are values. */
  perform(move: StepMove): Promise<Fault | null>;
  /** Saves the saga together with what its end means for the tenant. */
  settle(saga: Saga): Promise<void>;
}

/** `paused`: a step failed, and may succeed later. */
export interface Driven {
  readonly saga: Saga;
  readonly paused: Fault | null;
}

/**
 * Goes on with a saga until it is settled, or until a step fails that is to be tried again later. It may be cut off anywhere: begun
 * again with what was saved last, it comes to the same end. That a step succeeded is saved with the beginning of the next.
 */
export async function driveSaga(
  begun: Saga,
  effects: SagaEffects,
  triesMax: number,
  rules: SagaRules = sagaRules,
): Promise<Driven> {
  for (let saga = begun; ;) {
    const move = rules.next(saga);
    if (move === null) return { saga, paused: null };
    if (move.kind === "settle") {
      saga = rules.settled(saga);
      await effects.settle(saga);
      continue;
    }
    const why = move.kind === "run" ? effects.whyNot(move.step) : null;
    if (why !== null) {
      saga = rules.skipped(saga, move.step, why);
      continue;
    }
    saga = rules.began(saga, move);
    await effects.save(saga);
    const fault = await effects.perform(move);
    if (fault === null) {
      saga = rules.succeeded(saga, move);
      continue;
    }
    const { phase } = saga;
    saga = rules.failed(saga, move, fault, triesMax);
    if (saga.phase === phase) {
      await effects.save(saga);
      return { saga, paused: fault };
    }
  }
}
