import { pageOf } from "#domain/contracts/index.ts";
import { importSchema } from "#domain/import/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";
import { searchOf } from "./search-of.ts";

/** `GET /websites/:websiteId/imports`: newest first. */
export const listImports = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/imports",
  access: { kind: "website", permission: "content:read" },
  summary: "List imports",
  answers: { 200: pageOf(importSchema) },
  params: websitePath,
  query: listQuerySchema,
  async handle({ context, query, services }) {
    return passOn(services, context, { method: "GET", path: `/internal/imports?${searchOf(query)}` });
  },
});
