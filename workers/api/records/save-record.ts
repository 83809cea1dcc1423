import { editedRecordSchema, writtenRecordSchema } from "#domain/contracts/index.ts";
import { recordIdOf } from "#domain/content/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag, versionToMatch } from "#domain/http/index.ts";
import { refuse } from "../answer.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { writtenRecordPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/**
 * `PUT /websites/:websiteId/records/:kind/:id`: the whole record, published as soon as it is written. `If-Match` names what was read; a new
 * one has none. What others wrote since is merged by field.
 */
export const saveRecord = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/records/:kind/:id",
  access: { kind: "website", permission: "content:publish" },
  summary: "Write a record",
  answers: { 200: editedRecordSchema },
  refusals: ["edit-conflict", "path-taken", "invalid-record"],
  headers: ["If-Match"],
  params: writtenRecordPath,
  body: writtenRecordSchema,
  async handle({ context, params, body, services, headers }) {
    if (body.kind !== params.kind || recordIdOf(body) !== params.id) {
      return refuse([{ location: "value", message: `is another record than the ${params.kind} of the path` }]);
    }
    const version = headers.has("If-Match") ? versionToMatch(headers) : ok(null);
    if (!version.ok) return version;
    const input = { ...params, record: body, ifVersion: version.value, actor: contentActorOf(context.actor) };
    const saved = await services.content(context, "saveRecord", input);
    if (!saved.ok) return saved;
    return ok({ status: 200, body: saved.value, headers: { ETag: entityTag(saved.value.version) } });
  },
});
