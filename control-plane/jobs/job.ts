/** A task that is done in the background, tried again until it succeeds or its tries are used up. */
export interface Job {
  readonly task: string;
  /**
   * @param run.signal given when the service stops, or has lost hold of the job: another may have begun it already
   * @param run.isLastTry whether nobody will come back to it when this fails
   */
  run(
    payload: Readonly<Record<string, string>>,
    run: { readonly signal: AbortSignal; readonly isLastTry: boolean },
  ): Promise<void>;
}
