import type { Handler } from "hono";
import { uploadRoomSchema } from "#domain/contracts/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import { refuse } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { readJson } from "../json.ts";
import { problemResponse } from "../problem.ts";
import { validate } from "../validation.ts";
import { refuseOthers } from "./from-control-plane.ts";

export const uploadRoomPath = "/_hotswap/tenants/:tenantId/uploads/:uploadId";
const bodyBytesMax = 1_000;

/** `PUT /_hotswap/tenants/:tenantId/uploads/:uploadId`, for the control plane alone: makes room in the quota, 204 or 429. */
export const reserveUpload: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context);
  if (refused !== null) return refused;
  const { services, requestId } = context.var;
  const json = readJson((await readAtMost(context.req.raw.body, bodyBytesMax)) ?? new Uint8Array(0));
  const room = "fault" in json ? null : validate(uploadRoomSchema, json.value, "");
  if (room === null || "errors" in room || room.value.uploadId !== context.req.param("uploadId")) {
    const errors = room !== null && "errors" in room ? room.errors : [];
    return problemResponse(refuse([...errors, { location: "body", message: "is no room" }]).failure, requestId);
  }
  const reserved = await services.reserveUpload(context.req.param("tenantId") ?? "", room.value);
  return reserved.ok ? new Response(null, { status: 204 }) : problemResponse(reserved.failure, requestId);
};

/** `DELETE` there: what is left of the room is free again, 204. */
export const releaseUpload: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context);
  if (refused !== null) return refused;
  const { tenantId = "", uploadId = "" } = context.req.param();
  await context.var.services.releaseUpload(tenantId, uploadId);
  return new Response(null, { status: 204 });
};
