import type { Result } from "#domain/errors/index.ts";

/** For work by alarm, which is done again when it throws. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}
