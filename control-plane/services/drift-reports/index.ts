export { listDriftReports, listDriftReportsInputSchema, type ListDriftReportsInput } from "./list-drift-reports.ts";
