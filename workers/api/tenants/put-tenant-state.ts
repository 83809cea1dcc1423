import type { Handler } from "hono";
import { tenantStateSchema } from "#domain/contracts/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import { refuse } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { readJson } from "../json.ts";
import { credentialOf } from "../middleware/credential.ts";
import { problemResponse } from "../problem.ts";
import { validate } from "../validation.ts";

export const tenantStatePath = "/_hotswap/tenants/:tenantId/state";
const bodyBytesMax = 20_000;

/**
 * `PUT /_hotswap/tenants/:tenantId/state`, for the control plane alone: 200 with the version that the tenant's object has now, once
 * that is durable. Beside the API, whose callers it is nothing for.
 */
export const putTenantState: Handler<{ Variables: ApiVariables }> = async (context) => {
  const { services, requestId } = context.var;
  const credential = await credentialOf(context.req.raw.headers, { services, requestId });
  if (credential instanceof Response) return credential;
  const tenantId = context.req.param("tenantId") ?? "";
  if (credential.kind !== "tenant-state" || credential.tenantId !== tenantId) {
    return problemResponse(
      { code: "forbidden", detail: "Only the control plane tells of a tenant's state." },
      requestId,
    );
  }
  const bytes = await readAtMost(context.req.raw.body, bodyBytesMax);
  if (bytes === null) {
    return problemResponse(
      { code: "payload-too-large", detail: `At most ${bodyBytesMax} bytes are taken.` },
      requestId,
    );
  }
  const json = readJson(bytes);
  const state = "fault" in json ? null : validate(tenantStateSchema, json.value, "");
  if (state === null || "errors" in state || state.value.tenantId !== tenantId) {
    const errors = state !== null && "errors" in state ? state.errors : [];
    return problemResponse(
      refuse([...errors, { location: "body", message: "is no state of the tenant" }]).failure,
      requestId,
    );
  }
  const applied = await services.applyTenantState(state.value);
  return applied.ok ? Response.json(applied.value) : problemResponse(applied.failure, requestId);
};
