import type { Context, Hono } from "hono";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { partNumberSchema, signedBlobsBase, signPartsInputSchema, uploadIdSchema } from "#domain/upload/index.ts";
import {
  beginInputSchema,
  beginUpload,
  completeUpload,
  dropUpload,
  getUpload,
  listParts,
  listUploads,
  listUploadsInputSchema,
  receivePart,
  signParts,
  type UploadCaller,
  type UploadServices,
} from "../services/uploads/index.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { tenantCall, type TenantCaller } from "./handle-call.ts";
import { problemResponse } from "./problem.ts";
import { unhurriedBody } from "./unhurried-body.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
type Call = Context<{ Variables: ControlPlaneVariables }>;

const base = "/internal/uploads";

/** What files come by: parts, from whoever is at work on the website, and requests to signed addresses, from whoever has one. */
export function mountUploadBodies(
  app: App,
  services: UploadServices,
  serveSigned: ((request: Request) => Promise<Response>) | null,
): void {
  app.put(`${base}/:uploadId/parts/:part`, async (context) => {
    const assertion = context.get("assertion");
    const who = assertion.kind === "caller" && assertion.tenantId !== null ? (assertion as TenantCaller) : null;
    const caller = who === null ? notAtWork : callerOf(who);
    const uploadId = idOf(context.req.param("uploadId"));
    const part = partNumberSchema.safeParse(context.req.param("part"));
    if (!caller.ok) return respond(context, caller);
    if (!uploadId.ok) return respond(context, uploadId);
    if (!part.success) return respond(context, fail("invalid-request", "part: is no part's number"));
    const { chunks, drain } = unhurriedBody(context.req.raw.body);
    const named = { uploadId: uploadId.value, part: part.data };
    const received = await receivePart(services, caller.value, named, chunks);
    await drain();
    return respond(context, received);
  });
  app.all(`/internal${signedBlobsBase}/*`, async (context) => {
    if (serveSigned === null) return respond(context, fail("route-not-found", "There is nothing here."));
    const { method, headers, body, url: asked } = context.req.raw;
    const url = new URL(asked);
    url.pathname = url.pathname.slice("/internal".length);
    const { chunks, drain } = unhurriedBody(body);
    const sent = body === null ? {} : { body: chunks, duplex: "half" };
    const response = await serveSigned(new Request(url, { method, headers, ...sent } as RequestInit));
    // Else the edge would send its next request on a connection that is being closed.
    await drain();
    return response;
  });
}

/** Uploads of the website that the edge asks for, and of no other. */
export function mountUploads(app: App, services: UploadServices): void {
  app.post(
    base,
    tenantCall({ body: beginInputSchema }, async ({ who, body }) => {
      const caller = callerOf(who);
      return caller.ok ? answered(201, await beginUpload(services, caller.value, body)) : caller;
    }),
  );
  app.get(
    base,
    tenantCall({ query: listUploadsInputSchema }, async ({ who, query }) => {
      const caller = callerOf(who);
      return caller.ok ? answered(200, ok(await listUploads(services, caller.value, query))) : caller;
    }),
  );
  const onUpload = (
    status: 200 | 202,
    verb: (services: UploadServices, caller: UploadCaller, uploadId: string) => Promise<Result<unknown>>,
  ) =>
    tenantCall({}, async ({ who, params }) => {
      const [caller, uploadId] = [callerOf(who), idOf(params["uploadId"])];
      if (!caller.ok) return caller;
      return uploadId.ok ? answered(status, await verb(services, caller.value, uploadId.value)) : uploadId;
    });
  app.get(`${base}/:uploadId`, onUpload(200, getUpload));
  app.delete(`${base}/:uploadId`, onUpload(200, dropUpload));
  app.post(`${base}/:uploadId/complete`, onUpload(202, completeUpload));
  app.get(
    `${base}/:uploadId/parts`,
    onUpload(200, async (...call) => itemsOf(await listParts(...call))),
  );
  app.post(
    `${base}/:uploadId/parts`,
    tenantCall({ body: signPartsInputSchema }, async ({ who, params, body }) => {
      const [caller, uploadId] = [callerOf(who), idOf(params["uploadId"])];
      if (!caller.ok) return caller;
      if (!uploadId.ok) return uploadId;
      return answered(200, itemsOf(await signParts(services, caller.value, uploadId.value, body)));
    }),
  );
}

function callerOf(assertion: TenantCaller): Result<UploadCaller, "forbidden"> {
  const { tenantId, websiteId } = assertion;
  return websiteId === null ? notAtWork : ok({ tenantId, websiteId, assertion });
}

function idOf(text: string | undefined): Result<string, "upload-not-found"> {
  const uploadId = uploadIdSchema.safeParse(text);
  return uploadId.success ? ok(uploadId.data) : fail("upload-not-found", "The upload's id is no UUID.");
}

function itemsOf(result: Result<readonly unknown[]>): Result<unknown> {
  return result.ok ? ok({ items: result.value }) : result;
}

function answered(status: 200 | 201 | 202, result: Result<unknown>) {
  return result.ok ? ok({ status, body: result.value }) : result;
}

function respond(context: Call, result: Result<unknown>): Response {
  return result.ok ? Response.json(result.value) : problemResponse(result.failure, context.get("requestId"));
}

const notAtWork = fail("forbidden", "Uploads are the business of someone at work on a website.");
