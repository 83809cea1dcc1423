/** A stretch of time, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether any of the spans has a moment in common with this one. */
export function overlaps(spans: readonly Span[], { from, to }: Span): boolean {
  return spans.some((span) => span.from <= to && from <= span.to);
}
