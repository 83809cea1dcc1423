import { websiteSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId`: as its object has it. */
export const getWebsite = defineRoute({
  method: "GET",
  path: "/websites/:websiteId",
  access: { kind: "website", permission: "websites:read" },
  summary: "Get a website",
  answers: { 200: websiteSchema },
  params: websitePath,
  async handle({ context, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.describe()));
  },
});
