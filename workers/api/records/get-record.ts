import { editedRecordSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag, isKnown } from "#domain/http/index.ts";
import { writtenRecordPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/records/:kind/:id`: as it was last written; a redirect's path is written `%2Fold`. */
export const getRecord = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/records/:kind/:id",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a record",
  answers: { 200: editedRecordSchema, 304: null },
  refusals: ["record-not-found"],
  headers: ["If-None-Match"],
  params: writtenRecordPath,
  async handle({ context, params, services, headers }) {
    const found = await services.content(context, "getRecord", params);
    if (!found.ok) return found;
    const { version } = found.value;
    const tag = { ETag: entityTag(version) };
    return isKnown(headers, version)
      ? ok({ status: 304, body: null, headers: tag })
      : ok({ status: 200, body: found.value, headers: tag });
  },
});
