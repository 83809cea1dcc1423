import type { Hono } from "hono";
import { z } from "zod";
import { platformTenantId } from "#domain/access/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { exportAudit, listAudit, listAuditInputSchema } from "../services/audit/index.ts";
import { mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { callerCall, tenantCall, type Answered } from "./handle-call.ts";

/** Left out, the platform's own log. */
const whoseLog = { tenantId: tenantIdSchema.default(platformTenantId) };

/** Logs: a tenant's for its own people; the platform's, or any, for the platform's. */
export function mountAudit(app: Hono<{ Variables: ControlPlaneVariables }>, { database }: ControlPlaneServices): void {
  app.get(
    "/internal/audit",
    tenantCall({ query: listAuditInputSchema }, async ({ who, query }) =>
      ok({ body: await listAudit(database, who.tenantId, query) }),
    ),
  );
  app.get(
    "/internal/audit/export",
    tenantCall({}, ({ who }) => exported(who.tenantId)),
  );
  app.get(
    "/internal/platform-audit",
    callerCall({ query: listAuditInputSchema.extend(whoseLog) }, async ({ who, query: { tenantId, ...input } }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? ok({ body: await listAudit(database, tenantId, input) }) : allowed;
    }),
  );
  app.get(
    "/internal/platform-audit/export",
    callerCall({ query: z.strictObject(whoseLog) }, async ({ who, query }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? exported(query.tenantId) : allowed;
    }),
  );

  async function exported(tenantId: string): Promise<Result<Answered>> {
    const { head, lines } = await exportAudit(database, tenantId);
    const headers = {
      "Content-Type": "application/x-ndjson",
      "Content-Disposition": `attachment; filename="audit-${tenantId}-${head.sequence}.ndjson"`,
      ETag: `"${head.hash}"`,
    };
    return ok({ stream: lines, headers });
  }
}
