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
 * again with what was saved last, it comes to the same end. That a step succeeded is saved with the beginning of the next. It ends when
 * all that it began has ended, also where one of them throws: whoever comes next works alone.
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
    const moves: StepMove[] = [];
    for (const each of rules.together(saga, move)) {
      const why = each.kind === "run" ? effects.whyNot(each.step) : null;
      if (why === null) moves.push(each);
      else saga = rules.skipped(saga, each.step, why);
    }
    if (moves.length === 0) continue;
    for (const each of moves) saga = rules.began(saga, each);
    await effects.save(saga);
    const { phase } = saga;
    let paused: Fault | null = null;
    for (const { move: each, fault } of await performAll(moves, effects)) {
      saga = fault === null ? rules.succeeded(saga, each) : rules.failed(saga, each, fault, triesMax);
      paused ??= fault;
    }
    if (paused !== null && saga.phase === phase) {
      await effects.save(saga);
      return { saga, paused };
    }
  }
}

/** Resolves, or throws what one of them did, once all have ended. */
async function performAll(moves: readonly StepMove[], effects: SagaEffects) {
  const performed = await Promise.allSettled(moves.map((move) => effects.perform(move)));
  return performed.map((outcome, index) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return { move: moves[index]!, fault: outcome.value };
  });
}
