export { alertDeadline, Quotas, settleDeadline, watchDeadline } from "./quotas.ts";
