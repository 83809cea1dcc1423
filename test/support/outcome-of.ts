import { setImmediate } from "node:timers/promises";

/** What has become of a promise so far. */
export async function outcomeOf<Value>(promise: Promise<Value>): Promise<Value | "pending"> {
  return Promise.race([promise, setImmediate("pending" as const)]);
}
