import type { Hono } from "hono";
import { bringWorkingCopyBodySchema, takeBackCopyQuerySchema } from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { documentIdSchema } from "#domain/ids/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import type { Context as Access, WebsiteContext } from "../access/context.ts";
import { refuse, type Refused } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { readJson } from "../json.ts";
import { accessTo } from "../middleware/access.ts";
import { problemResponse } from "../problem.ts";
import { validate } from "../validation.ts";
import { asControlPlane } from "./from-control-plane.ts";

const path = "/_hotswap/websites/:websiteId/working-copies";
const onePath = `${path}/:documentId` as const;
const pageSize = 500;
const bodyBytesMax = 2 * documentBytesMax + 1_000;

/**
 * For the control plane alone: `GET /_hotswap/websites/:websiteId/working-copies?cursor`, what is edited, to be held against a release,
 * `PUT …/:documentId`, what an import brings beside its content, and `DELETE …/:documentId?importId&kind`, to take that back.
 */
export function mountWorkingCopies(app: Hono<{ Variables: ApiVariables }>): void {
  const reading = { kind: "website", permission: "content:read" } as const;
  const writing = { kind: "website", permission: "content:write" } as const;
  app.get(path, accessTo({ access: reading, method: "GET", path }), ({ var: variables, req }) =>
    answerTo(variables, (website) => list(variables, website, req.query("cursor"))),
  );
  app.put(onePath, accessTo({ access: writing, method: "PUT", path: onePath }), ({ var: variables, req }) =>
    answerTo(variables, (website) => bring(variables, website, req.param("documentId"), req.raw)),
  );
  app.delete(onePath, accessTo({ access: writing, method: "DELETE", path: onePath }), ({ var: variables, req }) =>
    answerTo(variables, (website) => takeBack(variables, website, req.param("documentId"), req.query())),
  );
}

interface Variables extends ApiVariables {
  readonly access: Access;
}
type Done = Result<unknown> | Refused;

async function answerTo(
  { access, requestId }: Variables,
  work: (website: WebsiteContext) => Promise<Done>,
): Promise<Response> {
  const asking = asControlPlane(access);
  const done = asking.ok ? await work(asking.value) : asking;
  return done.ok ? Response.json(done.value) : problemResponse(done.failure, requestId);
}

async function list({ services }: Variables, context: WebsiteContext, after: string | undefined): Promise<Done> {
  const cursor = documentIdSchema.optional().safeParse(after);
  if (!cursor.success) return fail("invalid-request", "query.cursor: is no document's id");
  const { websiteId } = context.website;
  return services.content(context, "listWorkingCopies", { websiteId, limit: pageSize, cursor: cursor.data });
}

async function bring(
  { services }: Variables,
  context: WebsiteContext,
  documentId: string,
  { body }: Request,
): Promise<Done> {
  const bytes = await readAtMost(body, bodyBytesMax);
  if (bytes === null) return fail("payload-too-large", `The body may have ${bodyBytesMax} bytes at most.`);
  const json = readJson(bytes);
  if ("fault" in json) return fail("invalid-request", "The body is no JSON.");
  const brought = validate(bringWorkingCopyBodySchema, json.value, "");
  if ("errors" in brought) return refuse(brought.errors);
  if (brought.value.document.documentId !== documentId) {
    return fail("invalid-request", "document.documentId: is another than the path's");
  }
  const { websiteId } = context.website;
  const actor = contentActorOf(context.actor);
  return services.content(context, "bringWorkingCopy", { websiteId, documentId, actor, ...brought.value });
}

async function takeBack(
  { services }: Variables,
  context: WebsiteContext,
  documentId: string,
  search: Readonly<Record<string, string>>,
): Promise<Done> {
  const id = documentIdSchema.safeParse(documentId);
  if (!id.success) return fail("invalid-request", "path.documentId: is no document's id");
  const query = validate(takeBackCopyQuerySchema, search, "query");
  if ("errors" in query) return refuse(query.errors);
  const { websiteId } = context.website;
  const actor = contentActorOf(context.actor);
  return services.content(context, "takeBackCopy", { websiteId, documentId, actor, ...query.value });
}
