import { z } from "zod";
import { auditEntrySchema, auditFilter } from "#domain/audit/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";

const query = listQuerySchema.extend(auditFilter);
/** Left out, it is the platform's own log. */
const whoseLog = z.strictObject({ tenantId: tenantIdSchema.optional() });
const ofPlatform = { kind: "platform", permission: "platform-audit:read" } as const;

/** Newest first. A page may be short, or empty, and have a cursor all the same: so far it was looked through. */
export const listAudit = passOnRoute({
  method: "GET",
  path: "/tenant/audit",
  access: { kind: "tenant", permission: "audit:read" },
  summary: "List the tenant's audit log",
  query,
  answers: { 200: pageOf(auditEntrySchema) },
  to: "/internal/audit",
});

/** All of it, an entry a line, to be kept and to be verified with `npm run audit`. The ETag is the last entry's hash. */
export const exportAudit = passOnRoute({
  method: "GET",
  path: "/tenant/audit/export",
  access: { kind: "tenant", permission: "export:create" },
  summary: "Export the tenant's audit log",
  answers: { 200: auditEntrySchema },
  linesOf: "application/x-ndjson",
  to: "/internal/audit/export",
});

export const listPlatformAudit = passOnRoute({
  method: "GET",
  path: "/admin/audit",
  access: ofPlatform,
  summary: "List the platform's audit log, or a tenant's",
  query: query.extend(whoseLog.shape),
  answers: { 200: pageOf(auditEntrySchema) },
  to: "/internal/platform-audit",
});

export const exportPlatformAudit = passOnRoute({
  method: "GET",
  path: "/admin/audit/export",
  access: ofPlatform,
  summary: "Export the platform's audit log, or a tenant's",
  query: whoseLog,
  answers: { 200: auditEntrySchema },
  linesOf: "application/x-ndjson",
  to: "/internal/platform-audit/export",
});
