import type { TenantState } from "#domain/contracts/index.ts";
import type { DeadlineHandlers } from "#durable-objects/support/index.ts";
import { deliverRefusals, refusalDeadline } from "./deliver-refusals.ts";
import { deliverDeadline, deliverLaterDeadline } from "./event-deliveries.ts";
import { publishDeadline, publishLaterDeadline, resyncDeadline, syncDeadline } from "./publication-deliveries.ts";
import { alertDeadline, freeDeadline, settleDeadline, watchDeadline } from "./quotas/index.ts";
import { tellDeadline } from "./telling.ts";
import type { TenantContext } from "./tenant-context.ts";

/** What each of a tenant's deadlines does. All may run twice. */
export function alarmHandlers(context: TenantContext): DeadlineHandlers {
  const { alarms, controlPlane, data, moved, now, publications, quotas, refusals, store, telling } = context;
  /** With a tenant that is deleted its tables go, and what they still held. */
  const ofTables = (run: (state: TenantState) => void | Promise<void>) => async () => {
    const { state } = store;
    if (state !== null && state.status !== "deleted") await run(state);
  };
  const deliverEvents = ofTables(({ tenantId }) => data.deliverEvents(tenantId));
  const deliverPublications = ofTables(({ tenantId }) => data.deliverPublications(tenantId));
  return {
    [deliverDeadline]: deliverEvents,
    [deliverLaterDeadline]: deliverEvents,
    [publishDeadline]: deliverPublications,
    [publishLaterDeadline]: deliverPublications,
    [syncDeadline]: ofTables(async ({ tenantId }) => {
      const isLeft = await data.syncContent(tenantId, moved);
      if (isLeft) publications.sync(now());
    }),
    [resyncDeadline]: ofTables(() =>
      context.transaction(() => {
        moved.noteAll();
        publications.sync(now());
        publications.resync(now());
      }),
    ),
    [tellDeadline]: async () => {
      await telling.run();
      // A run that was under way may have passed the place of a website that joined since.
      telling.expect(now());
    },
    [settleDeadline]: () => quotas.settleOverdue(),
    [freeDeadline]: ofTables(() => quotas.freeLeft()),
    [watchDeadline]: () => quotas.watch(),
    [alertDeadline]: async () => {
      if (controlPlane !== null) await quotas.deliverAlerts(controlPlane);
    },
    [refusalDeadline]: async () => {
      const { state } = store;
      if (state === null || controlPlane === null) return;
      const isLeft = await deliverRefusals(controlPlane, state.tenantId, refusals);
      if (isLeft) alarms.schedule(refusalDeadline, now());
    },
  };
}
