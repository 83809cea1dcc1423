import { eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { uploads, type UploadRow } from "#migrations/schema/index.ts";
import { recordRefusal } from "../audit/index.ts";
import type { UploadCaller, UploadServices } from "./context.ts";

type Services = Pick<UploadServices, "database" | "log" | "now">;

/**
 * The upload, if it is of the caller's website. One of another tenant is none for them, and that tenant's audit log says who asked.
 */
export async function findUpload(
  services: Services,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<UploadRow, "upload-not-found">> {
  const [row] = await services.database.select().from(uploads).where(eq(uploads.uploadId, uploadId));
  if (row !== undefined && row.websiteId === caller.websiteId && row.tenantId === caller.tenantId) return ok(row);
  if (row !== undefined && row.tenantId !== caller.tenantId) reportRefusal(services, row, caller);
  return fail("upload-not-found", `The website has no upload ${uploadId}.`);
}

/** Beside the answer: how long it takes tells nobody anything. */
function reportRefusal(
  { database, log, now }: Services,
  { tenantId }: UploadRow,
  { assertion, tenantId: actorTenantId }: UploadCaller,
): void {
  const { actor, origin } = assertion;
  const attempt = {
    attemptId: uuidV7(now()),
    at: new Date(now()).toISOString(),
    actor: actor.kind === "person" ? actor.personId : actor.kind,
    impersonatedBy: actor.kind === "person" ? actor.impersonatedBy : null,
    actorTenantId,
    method: "ANY",
    route: "/websites/:websiteId/uploads/:uploadId",
    reason: "The upload is another tenant's.",
    requestId: origin.requestId,
    address: origin.address,
  };
  recordRefusal(database, tenantId, attempt).catch((error: unknown) => log("refusal-not-recorded", { error }));
}
