import type { Context } from "hono";
import { listWebsites, listWebsitesInputSchema } from "../services/websites/index.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

/** `GET /internal/websites`, for the platform. */
export function getWebsites({ database }: ControlPlaneServices) {
  return async (context: Context<{ Variables: ControlPlaneVariables }>): Promise<Response> => {
    const requestId = context.get("requestId");
    if (context.get("assertion").kind !== "platform") {
      return problemResponse({ code: "forbidden", detail: "A website may not list others." }, requestId);
    }
    const input = listWebsitesInputSchema.safeParse(context.req.query());
    if (!input.success) {
      const detail = input.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
      return problemResponse({ code: "invalid-request", detail: detail.join("; ") }, requestId);
    }
    const listed = await listWebsites(database, input.data);
    return listed.ok ? context.json(listed.value) : problemResponse(listed.failure, requestId);
  };
}
