import { mediaUseSchema, pageOf } from "#domain/contracts/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { ok } from "#domain/errors/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { mediaPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { settingsShowing } from "./settings-showing.ts";

/**
 * `GET /websites/:websiteId/media/:mediaId/uses`: documents that show it, in what is edited or in what visitors get; with the last page
 * redirects that lead to it, and with the first one settings of the theme that name it. A page may be longer than its limit by these.
 */
export const listMediaUses = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/media/:mediaId/uses",
  access: { kind: "website", permission: "content:read" },
  summary: "List where media are used",
  answers: { 200: pageOf(mediaUseSchema) },
  params: mediaPath,
  query: listQuerySchema.extend({ cursor: recordIdSchema.optional() }),
  async handle({ context, params, query, services }) {
    const settings = query.cursor === undefined ? await settingsShowing(services, context, params.mediaId) : ok([]);
    if (!settings.ok) return settings;
    const uses = await services.content(context, "mediaUses", { ...params, ...query });
    if (!uses.ok) return uses;
    const named = settings.value.map((setting) => ({ kind: "theme-setting", setting }) as const);
    return ok({ status: 200, body: { ...uses.value, items: [...named, ...uses.value.items] } });
  },
});
