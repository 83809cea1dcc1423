export type { QuotaEffects } from "./parts.ts";
export { alertDeadline, Quotas, settleDeadline, watchDeadline } from "./quotas.ts";
