export { alertDeadline, freeDeadline, Quotas, settleDeadline, watchDeadline } from "./quotas.ts";
