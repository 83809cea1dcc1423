/** One rule broken on purpose; the judge has to reject what comes of it. */
export interface Variant {
  readonly name: string;
  /** Acknowledges what it has in memory alone. */
  readonly acknowledgesBeforeWriting?: true;
  /** Has no sequences on disk: everyone begins from 0 after a restart. */
  readonly forgetsSequencesOnRestart?: true;
  /** Sends what was not acknowledged under another sequence. */
  readonly resendsUnderNewSequence?: true;
  /** Believes isolates that it has forgotten. */
  readonly believesTheForgotten?: true;
  /** Writes counts first, and in another transaction the sequences. */
  readonly writesInTwoSteps?: true;
  /** Gives out names that are not on disk. */
  readonly namesBeforeWriting?: true;
  /** Keeps the batch, and sends it under its next name, when the object has forgotten the isolate. */
  readonly resendsUnderNewName?: true;
}

export const correct: Variant = { name: "as it is" };

export const wrongVariants: readonly Variant[] = [
  { name: "an object that acknowledges before it has written", acknowledgesBeforeWriting: true },
  { name: "an object that forgets sequences when it starts again", forgetsSequencesOnRestart: true },
  { name: "isolates that send again under another sequence", resendsUnderNewSequence: true },
  { name: "an object that believes whom it has forgotten", believesTheForgotten: true },
  { name: "counts and sequences written apart", writesInTwoSteps: true },
  { name: "names given out before they are on disk", namesBeforeWriting: true },
  { name: "isolates that send a batch again under another name", resendsUnderNewName: true },
];
