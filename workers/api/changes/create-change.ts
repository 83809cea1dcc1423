import { changeSchema, createChangeInputSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { ownMedia, ownTheme } from "../quotas/index.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/changes`: leaves to replace, documents to put or delete. Visitors see nothing
 * of it until it is deployed. The same change has the same id, so repeating the call is harmless.
 */
export const createChange = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/changes",
  access: { kind: "website", permission: "content:write" },
  summary: "Create a change",
  answers: { 201: changeSchema },
  refusals: changeRefusals,
  params: websitePath,
  body: createChangeInputSchema,
  /** A thousand documents of ten kilobytes. */
  bodyBytesMax: 10_000_000,
  async handle({ context, body, services }) {
    const { tenantId } = context;
    const theme = await ownTheme(services, tenantId, body.leaves.theme);
    if (!theme.ok) return theme;
    const media = await ownMedia(services, tenantId, body.records.put);
    if (!media.ok) return media;
    return answer(201, await services.onWebsite(context.website, (website) => website.createChange(body)));
  },
});
