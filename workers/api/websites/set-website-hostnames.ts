import { createWebsiteInputSchema, drainedSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";

/** `PUT /websites/:websiteId/hostnames`: these and no others; in force everywhere once this has answered. */
export const setWebsiteHostnames = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/hostnames",
  access: { kind: "website", permission: "websites:write" },
  summary: "Set a website's hostnames",
  answers: { 200: drainedSchema },
  refusals: placementRefusals,
  params: websitePath,
  body: createWebsiteInputSchema.pick({ hostnames: true }),
  async handle({ context, body, services }) {
    const free = freeHostnames(body.hostnames, services);
    if (!free.ok) return free;
    return answer(200, await services.onWebsite(context.website, (website) => website.setHostnames(body.hostnames)));
  },
});
