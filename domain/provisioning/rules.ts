import { stepWaves, type Saga, type StepName, type StepState } from "./steps.ts";

/** What is to be done next. */
export type Move =
  | { readonly kind: "run"; readonly step: StepName }
  | { readonly kind: "compensate"; readonly step: StepName }
  | { readonly kind: "settle"; readonly as: "made" | "undone" | "removed" };
export type StepMove = Exclude<Move, { readonly kind: "settle" }>;

/** How a step went wrong. */
export interface Fault {
  readonly reason: string;
  /** Whether the same again would go wrong in the same way. */
  readonly isFinal: boolean;
}

/** The decisions of a saga. Pure: what they are decided on is all that is kept of it. */
export interface SagaRules {
  /** Null once it is settled. */
  next(saga: Saga): Move | null;
  /** The move, and what else is to be made and needs nothing of it: all of it is begun together, and awaited. */
  together(saga: Saga, move: StepMove): readonly StepMove[];
  /** Noted before the step is done: whatever happens meanwhile, some of it may be there. */
  began(saga: Saga, move: StepMove): Saga;
  succeeded(saga: Saga, move: StepMove): Saga;
  /** There is nothing to make here. */
  skipped(saga: Saga, step: StepName, why: string): Saga;
  /** @param triesMax after so many tries to make a step it counts as failed for good; taking away is never given up */
  failed(saga: Saga, move: StepMove, fault: Fault, triesMax: number): Saga;
  settled(saga: Saga): Saga;
}

export const sagaRules: SagaRules = { next, together, began, succeeded, skipped, failed, settled };

function next({ phase, steps }: Saga): Move | null {
  switch (phase) {
    case "making": {
      const waiting = steps.find(({ status }) => isWaiting(status));
      return waiting === undefined ? { kind: "settle", as: "made" } : { kind: "run", step: waiting.step };
    }
    case "undoing": {
      const begun = steps.findLast(({ status }) => status === "running" || status === "done" || status === "undoing");
      return begun === undefined ? { kind: "settle", as: "undone" } : { kind: "compensate", step: begun.step };
    }
    case "removing": {
      // Also what was skipped: it may have been made since, when it was configured later.
      const left = steps.findLast(({ status }) => status !== "undone");
      return left === undefined ? { kind: "settle", as: "removed" } : { kind: "compensate", step: left.step };
    }
    case "made":
    case "undone":
    case "removed":
      return null;
  }
}

function together({ steps }: Saga, move: StepMove): readonly StepMove[] {
  if (move.kind === "compensate") return [move];
  const wave = stepWaves.find((names) => names.includes(move.step)) ?? [move.step];
  const waiting = steps.filter(({ step, status }) => wave.includes(step) && isWaiting(status));
  return waiting.map(({ step }) => ({ kind: "run", step }));
}

function isWaiting(status: StepState["status"]): boolean {
  return status === "pending" || status === "running";
}

function began(saga: Saga, { kind, step }: StepMove): Saga {
  const status = kind === "run" ? "running" : "undoing";
  return change(saga, step, (state) => ({
    ...state,
    status,
    attempts: state.status === status ? state.attempts + 1 : 1,
  }));
}

function succeeded(saga: Saga, { kind, step }: StepMove): Saga {
  const status = kind === "run" ? "done" : "undone";
  return change(saga, step, (state) => ({ ...state, status, detail: null }));
}

function skipped(saga: Saga, step: StepName, why: string): Saga {
  return change(saga, step, (state) => ({ ...state, status: "skipped", detail: why }));
}

function failed(saga: Saga, { kind, step }: StepMove, { reason, isFinal }: Fault, triesMax: number): Saga {
  const noted = change(saga, step, (state) => ({ ...state, detail: reason }));
  const attempts = saga.steps.find((state) => state.step === step)?.attempts ?? 0;
  if (kind === "compensate" || (!isFinal && attempts < triesMax)) return noted;
  return { ...noted, phase: "undoing", failure: saga.failure ?? { step, reason } };
}

function settled(saga: Saga): Saga {
  const move = next(saga);
  return move?.kind === "settle" ? { ...saga, phase: move.as } : saga;
}

/**
 * Begins to take away a tenant, however far it was made.
 *
 * @param isNowhere whether the step has nothing that could be taken away, e.g. since nothing of the kind is configured
 */
export function beginRemoval(saga: Saga, isNowhere: (step: StepName) => boolean = () => false): Saga {
  if (saga.phase === "undone" || saga.phase === "removed") return saga;
  const wasNeverMade = ({ step, status }: StepState) =>
    (status === "pending" || status === "skipped") && isNowhere(step);
  const steps = saga.steps.map((state) => (wasNeverMade(state) ? { ...state, status: "undone" as const } : state));
  return { ...saga, phase: "removing", steps };
}

function change(saga: Saga, step: StepName, to: (state: StepState) => StepState): Saga {
  return { ...saga, steps: saga.steps.map((state) => (state.step === step ? to(state) : state)) };
}
