export type { QuotaEffects } from "./parts.ts";
export { alertDeadline, Quotas, settleDeadline } from "./quotas.ts";
