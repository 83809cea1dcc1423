import type { CallerAssertion } from "#domain/contracts/index.ts";

/** Whoever calls, as the scope of their keys has them. */
export function callerName({ actor }: CallerAssertion): string {
  return actor.kind === "person" ? actor.personId : actor.kind;
}
