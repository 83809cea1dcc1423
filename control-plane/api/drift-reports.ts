import type { Hono } from "hono";
import { ok } from "#domain/errors/index.ts";
import { listDriftReports, listDriftReportsInputSchema } from "../services/drift-reports/index.ts";
import { mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { callerCall } from "./handle-call.ts";

/** What tenants had otherwise than they ought to, for the platform's people. */
export function mountDriftReports(
  app: Hono<{ Variables: ControlPlaneVariables }>,
  { database }: ControlPlaneServices,
): void {
  app.get(
    "/internal/drift-reports",
    callerCall({ query: listDriftReportsInputSchema }, async ({ who, query }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? ok({ body: await listDriftReports(database, query) }) : allowed;
    }),
  );
}
