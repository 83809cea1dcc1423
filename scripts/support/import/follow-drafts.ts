import { setTimeout as sleep } from "node:timers/promises";
import { importSchema, type Import } from "#domain/import/index.ts";
import { ApiError, type ApiClient } from "./api-client.ts";

/** So long is waited while nothing more of them is made: what was refused may be taken a little later. */
const stillMsMax = 20_000;
const pauseMsMax = 1_000;

/** Waits for what lies beside the content of an import to be made: until all of it is, nothing more comes for a while, or the person wants an end. */
export async function followDrafts(
  { api, signal }: { readonly api: ApiClient; readonly signal: AbortSignal },
  path: string,
  activated: Import,
): Promise<Import> {
  let current = activated;
  let movedAtMs = performance.now();
  for (let pauseMs = 50; leftOf(current) > 0; pauseMs = Math.min(pauseMsMax, pauseMs * 1.3)) {
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    const next = (await read(api, path)) ?? current;
    const hasMoved = next.drafts.waiting !== current.drafts.waiting || leftOf(next) !== leftOf(current);
    if (hasMoved) movedAtMs = performance.now();
    current = next;
    if (signal.aborted || performance.now() - movedAtMs > stillMsMax) return current;
  }
  return current;
}

function leftOf({ drafts }: Import): number {
  return drafts.waiting + drafts.refused;
}

/** Null where the platform is out of reach for a moment. */
async function read(api: ApiClient, path: string): Promise<Import | null> {
  try {
    return importSchema.parse(await api.call("GET", path));
  } catch (error) {
    if (error instanceof ApiError && error.isRetryable) return null;
    throw error;
  }
}
