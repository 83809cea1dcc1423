import { z } from "zod";
import { bulkDocumentsBodySchema, bulkOutcomeSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { takingOff } from "./taking-off.ts";

/** `POST /websites/:websiteId/documents/bulk`: one thing done to up to 100 documents, each as it is by now, with what became of each. */
export const bulkDocuments = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/bulk",
  access: { kind: "website", permission: "content:write" },
  summary: "Change several documents",
  answers: { 200: z.object({ items: z.array(bulkOutcomeSchema) }) },
  params: websitePath,
  body: bulkDocumentsBodySchema,
  async handle({ context, params, body, services }) {
    const input = { ...params, ...body, ...takingOff(context, services) };
    return answer(200, await services.content(context, "bulkDocuments", input));
  },
});
