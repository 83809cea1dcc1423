import { preparedSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { changePath } from "../paths.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `POST /websites/:websiteId/changes/:changeId/prepare`: lets edges render ahead what a deployment will show. */
export const prepareChange = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/changes/:changeId/prepare",
  access: { kind: "website", permission: "content:publish" },
  summary: "Let edges render a change ahead",
  answers: { 200: preparedSchema },
  refusals: changeRefusals,
  params: changePath,
  async handle({ context, params, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.prepare(params.changeId)));
  },
});
