import type { RefusedAttempt } from "#domain/contracts/index.ts";
import { refusalDeadline } from "../deliver-refusals.ts";
import type { TenantContext } from "../tenant-context.ts";

/** Keeps an attempt until it is told of; where there is nobody to tell, none is kept. */
export function noteRefusal(
  { refusals, alarms, controlPlane, transaction, now }: TenantContext,
  attempt: RefusedAttempt,
): void {
  if (controlPlane === null) return;
  transaction(() => {
    refusals.append(attempt);
    alarms.schedule(refusalDeadline, now());
  });
}
