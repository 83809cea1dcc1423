export type { ReconcilerServices } from "./context.ts";
export { forgetWebsites } from "./forget-websites.ts";
export { leftWebsites } from "./left-websites.ts";
export { listUnknownWebsites } from "./list-unknown-websites.ts";
export { reconcileTenant } from "./reconcile-tenant.ts";
export { runReconciler } from "./run-reconciler.ts";
export { runReconcilers } from "./run-reconcilers.ts";
export { sweepProvider } from "./sweep-provider.ts";
export { makeDue } from "./schedule.ts";
