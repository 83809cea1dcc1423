import { pageOf } from "#domain/contracts/index.ts";
import { driftReportFilter, driftReportSchema } from "#domain/provisioning/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";

/** Newest first. */
export const listDriftReports = passOnRoute({
  method: "GET",
  path: "/admin/drift-reports",
  access: { kind: "platform", permission: "tenants:read" },
  summary: "List what tenants had otherwise than they ought to",
  query: listQuerySchema.extend(driftReportFilter),
  answers: { 200: pageOf(driftReportSchema) },
  to: "/internal/drift-reports",
});
