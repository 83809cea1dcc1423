import type { Context, Hono } from "hono";
import type { z } from "zod";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { importIdSchema } from "#domain/import/index.ts";
import {
  activateImport,
  dropDrafts,
  dropImport,
  getImport,
  listImports,
  listImportsInputSchema,
  listReportLines,
  listReportLinesInputSchema,
  previewImport,
  receiveImport,
  receiveImportInputSchema,
  tryDrafts,
  type ImportRef,
  type ImportServices,
} from "../services/imports/index.ts";
import type { WebsiteRef } from "../drivers/edge/index.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";
import { unhurriedBody } from "./unhurried-body.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
type Call = Context<{ Variables: ControlPlaneVariables }>;

const base = "/internal/imports";

/** `POST /internal/imports?format&fileName&dryRun&fetchMedia&idempotencyKey`, the file as its body, of any length. */
export function mountImportUpload(app: App, services: ImportServices): void {
  app.post(base, async (context) => {
    const website = websiteOf(context);
    const input = parse(receiveImportInputSchema, context);
    if (!website.ok) return respond(context, website);
    if (!input.ok) return respond(context, input);
    const announced = context.req.header("Content-Length");
    const announcedBytes = announced === undefined ? null : Number(announced);
    const { chunks, drain } = unhurriedBody(context.req.raw.body);
    const received = await receiveImport(services, website.value, input.value, { body: chunks, announcedBytes });
    await drain();
    return respond(context, received, 202);
  });
}

/** Imports of the website that the edge asks for, and of no other. */
export function mountImports(app: App, services: ImportServices): void {
  app.get(base, async (context) => {
    const website = websiteOf(context);
    const input = parse(listImportsInputSchema, context);
    if (!website.ok) return respond(context, website);
    if (!input.ok) return respond(context, input);
    return respond(context, ok(await listImports(services, website.value, input.value)));
  });
  app.get(`${base}/:importId/report`, async (context) => {
    const ref = importOf(context);
    const input = parse(listReportLinesInputSchema, context);
    if (!ref.ok) return respond(context, ref);
    if (!input.ok) return respond(context, input);
    return respond(context, await listReportLines(services.database, ref.value, input.value));
  });
  const onImport = (verb: (services: ImportServices, ref: ImportRef) => Promise<Result<unknown>>) => {
    return async (context: Call) => {
      const ref = importOf(context);
      return respond(context, ref.ok ? await verb(services, ref.value) : ref);
    };
  };
  app.get(`${base}/:importId`, onImport(getImport));
  app.delete(`${base}/:importId`, onImport(dropImport));
  app.post(`${base}/:importId/activate`, onImport(activateImport));
  app.post(`${base}/:importId/preview`, onImport(previewImport));
  app.post(`${base}/:importId/drafts`, onImport(tryDrafts));
  app.delete(`${base}/:importId/drafts`, onImport(dropDrafts));
}

function websiteOf(context: Call): Result<WebsiteRef, "forbidden"> {
  const assertion = context.get("assertion");
  if (assertion.kind !== "caller") return notAtWork;
  const { websiteId, tenantId } = assertion;
  return websiteId !== null && tenantId !== null ? ok({ websiteId, tenantId }) : notAtWork;
}

const notAtWork = fail("forbidden", "Imports are the business of someone at work on a website.");

function importOf(context: Call): Result<ImportRef, "forbidden" | "import-not-found"> {
  const website = websiteOf(context);
  const importId = importIdSchema.safeParse(context.req.param("importId"));
  if (!website.ok) return website;
  return importId.success
    ? ok({ ...website.value, importId: importId.data })
    : fail("import-not-found", "The import's id is no UUID.");
}

function parse<Schema extends z.ZodType>(schema: Schema, context: Call): Result<z.output<Schema>, "invalid-request"> {
  const parsed = schema.safeParse(context.req.query());
  if (parsed.success) return ok(parsed.data);
  const faults = parsed.error.issues.map((issue) => `query.${issue.path.join(".")}: ${issue.message}`);
  return fail("invalid-request", faults.join("; "));
}

function respond(context: Call, result: Result<unknown>, status: 200 | 202 = 200): Response {
  return result.ok
    ? Response.json(result.value, { status })
    : problemResponse(result.failure, context.get("requestId"));
}
