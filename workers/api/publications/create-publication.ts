import type { z } from "zod";
import { createPublicationBodySchema, publicationSchema } from "#domain/contracts/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled } from "../answer.ts";
import { websitePath, websiteQuery } from "../paths.ts";
import { defineRoute, type Call } from "../route.ts";
import { dueOf } from "./due-of.ts";
import { publishBy, publishRefusals } from "./publish-by.ts";

const publishing = {
  method: "POST",
  access: { kind: "website", permission: "content:publish" },
  answers: { 201: publicationSchema, 202: publicationSchema },
  refusals: publishRefusals,
  headers: ["Idempotency-Key"],
  body: createPublicationBodySchema,
} as const;

/**
 * `POST /websites/:websiteId/publications`: several documents as one change, those that are to be published and those that are to go,
 * each in the version that its caller has read; at once, or at their time.
 */
export const createPublication = defineRoute({
  ...publishing,
  path: "/websites/:websiteId/publications",
  summary: "Publish documents together",
  params: websitePath,
  handle: publishTogether,
});

/** `POST /deployments/content?websiteId=…`: the same; the deployment that it is has the publication's id. */
export const deployContent = defineRoute({
  ...publishing,
  path: "/deployments/content",
  summary: "Deploy content",
  query: websiteQuery,
  handle: publishTogether,
});

async function publishTogether(
  call: Call<WebsiteContext, unknown, unknown, z.output<typeof createPublicationBodySchema>>,
): Promise<Handled> {
  const { publish, unpublish, message } = call.body;
  const due = await dueOf(call.services, call.context, call.body);
  if (!due.ok) return due;
  return publishBy(call, { publish, unpublish, dueAt: due.value, message });
}
