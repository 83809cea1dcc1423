export { listDriftReports, listDriftReportsInputSchema } from "./list-drift-reports.ts";
