import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import { exportFormatSchema, exportSchema } from "#domain/export/index.ts";
import { idListQuerySchema } from "../list-query.ts";
import { exportPath, websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOnExport } from "./pass-on-export.ts";

const access = { kind: "website", permission: "export:create" } as const;
const base = "/internal/exports";

/** 202 once it is safely noted. It is written afterwards, of the release that is active then. */
const createExport = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/exports",
  access,
  summary: "Export a website",
  answers: { 202: exportSchema },
  refusals: ["too-many-requests", "idempotency-key-reused"],
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: z.strictObject({ format: exportFormatSchema }),
  handle: (call) => passOnExport(call, { method: "POST", path: base, body: call.body }),
});

/** Newest first. */
const listExports = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/exports",
  access,
  summary: "List exports",
  answers: { 200: pageOf(exportSchema) },
  params: websitePath,
  query: idListQuerySchema,
  handle: (call) => passOnExport(call, { method: "GET", path: base, query: call.query }),
});

/** How far it is, and what its format could not hold. */
const getExport = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/exports/:exportId",
  access,
  summary: "Get an export",
  answers: { 200: exportSchema },
  refusals: ["export-not-found"],
  params: exportPath,
  handle: (call) => passOnExport(call, { method: "GET", path: `${base}/${call.params.exportId}` }),
});

/** The file, sent while it is read; the ETag is its SHA-256. */
const downloadExport = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/exports/:exportId/file",
  access,
  summary: "Download an export",
  answers: { 200: z.string() },
  linesOf: "application/octet-stream",
  refusals: ["export-not-found", "invalid-export-status"],
  params: exportPath,
  handle: (call) => passOnExport(call, { method: "GET", path: `${base}/${call.params.exportId}/file` }),
});

/** Gives it up, or its file away before its time. */
const dropExport = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/exports/:exportId",
  access,
  summary: "Drop an export",
  answers: { 200: exportSchema },
  refusals: ["export-not-found", "invalid-export-status"],
  params: exportPath,
  handle: (call) => passOnExport(call, { method: "DELETE", path: `${base}/${call.params.exportId}` }),
});

export const exportRoutes = [createExport, listExports, getExport, downloadExport, dropExport];
