import { drainedSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `DELETE /websites/:websiteId`: for good; visitors get 410 once this has answered. Its hostnames answer so for a month, before others
 * may have them.
 */
export const deleteWebsite = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId",
  access: { kind: "website", permission: "websites:delete" },
  summary: "Delete a website",
  answers: { 200: drainedSchema },
  refusals: placementRefusals,
  params: websitePath,
  async handle({ context, services }) {
    const deleted = await services.onWebsite(context.website, (website) => website.setStatus("deleted"));
    if (deleted.ok) {
      // It is deleted all the same, and leaves its tenant by its own alarm.
      await services.forgetWebsite(context.website).catch((error: unknown) => {
        console.error(`website ${context.website.websiteId} is deleted, and could not leave its tenant yet:`, error);
      });
    }
    return answer(200, deleted);
  },
});
