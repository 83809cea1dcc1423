export { Quotas, settleDeadline, type QuotaEffects } from "./quotas.ts";
