import type { WebsiteContext } from "../website-context.ts";

/** The control plane is told of new counts this often at most, in milliseconds. */
export const reportEveryMs = 60_000;
const hoursAtOnce = 48;

/**
 * Tells the control plane of the hours in which something was counted since it was last told: of all that was
 * counted in them, so that telling it twice, or in another order, changes nothing.
 */
export function reportTraffic(context: WebsiteContext): void {
  context.transaction(() => {
    const { hours, areMore } = context.traffic.takeUnreported(hoursAtOnce);
    if (hours.length === 0) return;
    context.alarms.schedule("report-usage", context.now());
    context.emit({ type: "traffic-counted", hours: [...hours], at: new Date(context.now()).toISOString() });
    if (areMore) context.alarms.schedule("report-traffic", context.now() + reportEveryMs);
  });
}
