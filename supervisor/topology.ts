import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { SupervisorError } from "./supervisor-error.ts";

/**
 * How many state processes share the objects. An object belongs to one of them by the hash of its id, so
 * the number is decided at the first start and cannot change without moving data.
 *
 * @param wanted undefined for whatever it is; 1 at the first start
 * Fails with a SupervisorError when another number was fixed before.
 */
export function settleStateCount(path: string, wanted: number | undefined): number {
  if (!existsSync(path)) {
    const states = wanted ?? 1;
    writeFileSync(path, `${JSON.stringify({ states })}\n`);
    return states;
  }
  const { states } = JSON.parse(readFileSync(path, "utf8")) as { states: number };
  if (wanted === undefined || wanted === states) return states;
  throw new SupervisorError(
    `This data was made for ${states} state process${states === 1 ? "" : "es"} and cannot be opened with ${wanted}: each object lies with one of them. Leave HOTSWAP_STATES out, or choose another HOTSWAP_DATA.`,
  );
}
