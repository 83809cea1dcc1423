import { z } from "zod";

/** What a tenant is made of, in the order in which it is made; taken away one by one, in the reverse order. */
export const stepNames = ["postgres", "redis", "blobs", "kubernetes", "website", "invitation"] as const;
export type StepName = (typeof stepNames)[number];
/** Steps that need nothing of one another are made at the same time; all before are done then. */
export const stepWaves: readonly (readonly StepName[])[] = [
  ["postgres", "redis", "blobs", "kubernetes"],
  ["website"],
  ["invitation"],
];
export const stepNameSchema = z.enum(stepNames);

/** What each status of a step means. */
const stepStatuses = {
  pending: "It is not begun.",
  running: "It is being made, or was when the service ended; some of it may be there.",
  done: "It is there.",
  skipped: "There is nothing to make; the detail says why.",
  undoing: "It is being taken away; some of it may be there still.",
  undone: "It is gone.",
} as const;
export type StepStatus = keyof typeof stepStatuses;
export const stepStatusSchema = z.enum(Object.keys(stepStatuses) as [StepStatus, ...StepStatus[]]);

/** What each phase of a tenant's making and unmaking means. */
const sagaPhases = {
  making: "Its steps are done, those of the providers at the same time, the others one after the other.",
  made: "Everything is there.",
  undoing: "A step failed for good: what was begun is taken away again.",
  undone: "It could not be made, and nothing of it is left.",
  removing: "Its time is over: whatever it has is taken away.",
  removed: "Nothing of it is left.",
} as const;
export type SagaPhase = keyof typeof sagaPhases;
export const sagaPhaseSchema = z.enum(Object.keys(sagaPhases) as [SagaPhase, ...SagaPhase[]]);

export interface StepState {
  readonly step: StepName;
  readonly status: StepStatus;
  /** How often it was begun, in the direction in which it goes now. */
  readonly attempts: number;
  /** Why it was skipped, or how it failed last; null for neither. */
  readonly detail: string | null;
}

export interface SagaFailure {
  readonly step: StepName;
  readonly reason: string;
}

/** How far the making, or the unmaking, of a tenant is. */
export interface Saga {
  readonly phase: SagaPhase;
  /** Which step failed for good, and why; null while none did. */
  readonly failure: SagaFailure | null;
  /** In the order of `stepNames`. */
  readonly steps: readonly StepState[];
}

/** One that is about to begin. */
export const newSaga: Saga = {
  phase: "making",
  failure: null,
  steps: stepNames.map((step) => ({ step, status: "pending", attempts: 0, detail: null })),
};
