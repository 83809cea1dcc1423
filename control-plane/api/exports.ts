import type { Hono } from "hono";
import { exportIdSchema } from "#domain/export/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import {
  createExport,
  createExportInputSchema,
  downloadExport,
  dropExport,
  getExport,
  listExports,
  listExportsInputSchema,
  type ExportRef,
  type ExportServices,
} from "../services/exports/index.ts";
import { callerName } from "../services/idempotency/index.ts";
import type { WebsiteRef } from "../drivers/edge/index.ts";
import { actingOf } from "./acting-of.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { tenantCall, type TenantCaller } from "./handle-call.ts";

const base = "/internal/exports";

/** Exports of the website that the edge asks for, and of no other. */
export function mountExports(app: Hono<{ Variables: ControlPlaneVariables }>, services: ExportServices): void {
  app.post(
    base,
    tenantCall({ body: createExportInputSchema }, async ({ who, body, headers }) => {
      const website = websiteOf(who);
      if (!website.ok) return website;
      const call = {
        scope: `export of ${website.value.websiteId} by ${callerName(who)}`,
        key: headers.get("Idempotency-Key"),
      };
      const created = await createExport(services, website.value, body, { call, acting: actingOf(who) });
      if (!created.ok) return created;
      const { websiteId, exportId } = created.value;
      const headersOf = { Location: `/api/v1/websites/${websiteId}/exports/${exportId}` };
      return ok({ status: 202, body: created.value, headers: headersOf });
    }),
  );
  app.get(
    base,
    tenantCall({ query: listExportsInputSchema }, async ({ who, query }) => {
      const website = websiteOf(who);
      return website.ok ? ok({ body: await listExports(services, website.value, query) }) : website;
    }),
  );
  app.get(
    `${base}/:exportId`,
    tenantCall({}, async ({ who, params }) => {
      const ref = exportOf(who, params);
      const found = ref.ok ? await getExport(services, ref.value) : ref;
      return found.ok ? ok({ body: found.value }) : found;
    }),
  );
  app.delete(
    `${base}/:exportId`,
    tenantCall({}, async ({ who, params }) => {
      const ref = exportOf(who, params);
      const dropped = ref.ok ? await dropExport(services, ref.value) : ref;
      return dropped.ok ? ok({ body: dropped.value }) : dropped;
    }),
  );
  app.get(
    `${base}/:exportId/file`,
    tenantCall({}, async ({ who, params }) => {
      const ref = exportOf(who, params);
      const file = ref.ok ? await downloadExport(services, ref.value, actingOf(who)) : ref;
      if (!file.ok) return file;
      const headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename="${file.value.fileName}"`,
        ETag: `"${file.value.sha256}"`,
      };
      return ok({ stream: file.value.bytes, headers });
    }),
  );
}

function websiteOf({ websiteId, tenantId }: TenantCaller): Result<WebsiteRef, "forbidden"> {
  return websiteId === null
    ? fail("forbidden", "Exports are the business of someone at work on a website.")
    : ok({ websiteId, tenantId });
}

function exportOf(
  who: TenantCaller,
  params: Readonly<Record<string, string>>,
): Result<ExportRef, "forbidden" | "export-not-found"> {
  const website = websiteOf(who);
  const exportId = exportIdSchema.safeParse(params["exportId"]);
  if (!website.ok) return website;
  return exportId.success
    ? ok({ ...website.value, exportId: exportId.data })
    : fail("export-not-found", "The export's id is no UUID.");
}
