export { recordQuotaAlert } from "./record-quota-alert.ts";
