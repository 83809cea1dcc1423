import type { TenantState } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { TenantContext } from "../tenant-context.ts";

/** For so long a change of state waits for the websites to heed it; the alarm goes on with what is left. */
const tellMsMax = 1_000;

/** Takes a newer state, and waits for the websites to heed it, within bounds. */
export async function applyState(
  { store, telling, publications, quotas, transaction, now }: TenantContext,
  state: TenantState,
): Promise<Result<{ readonly version: number }, never>> {
  transaction(() => {
    store.apply(state);
    telling.expect(now() + tellMsMax);
    if (state.status !== "deleted") publications.resync(now());
  });
  if (telling.isDue) {
    // What fails is told again by the alarm.
    const told = telling.run().catch(() => undefined);
    await Promise.race([told, scheduler.wait(tellMsMax)]);
  }
  quotas.watch();
  return ok({ version: store.state!.version });
}
