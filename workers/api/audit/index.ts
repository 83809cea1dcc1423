import type { Route } from "../route.ts";
import { exportAudit, exportPlatformAudit, listAudit, listPlatformAudit } from "./audit-routes.ts";

/** Who did what. */
export const auditRoutes: readonly Route[] = [listAudit, exportAudit, listPlatformAudit, exportPlatformAudit];
