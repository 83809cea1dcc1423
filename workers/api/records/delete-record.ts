import { ok } from "#domain/errors/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { writtenRecordPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `DELETE /websites/:websiteId/records/:kind/:id`: also where it is served. Written anew, it goes on with its history. */
export const deleteRecord = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/records/:kind/:id",
  access: { kind: "website", permission: "content:publish" },
  summary: "Delete a record",
  answers: { 204: null },
  refusals: ["invalid-record"],
  headers: ["If-Match"],
  params: writtenRecordPath,
  async handle({ context, params, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const input = { ...params, ifVersion: version.value, actor: contentActorOf(context.actor) };
    const deleted = await services.content(context, "deleteRecord", input);
    return deleted.ok ? ok({ status: 204, body: null }) : deleted;
  },
});
