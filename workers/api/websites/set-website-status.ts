import { z } from "zod";
import { drainedSchema } from "#domain/contracts/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `PUT /websites/:websiteId/status`: in force everywhere once this has answered. */
export const setWebsiteStatus = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/status",
  access: { kind: "website", permission: "websites:write" },
  summary: "Set a website's status",
  answers: { 200: drainedSchema },
  refusals: placementRefusals,
  params: websitePath,
  body: z.strictObject({ status: websiteStatusSchema }),
  async handle({ context, body, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.setStatus(body.status)));
  },
});
