import type { Context } from "hono";
import { eventBatchSchema } from "#domain/contracts/index.ts";
import { applyWebsiteEvents } from "../services/website-events/index.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

/** `POST /internal/events`: a batch of a website's events, by that website alone; answers the receipt. */
export function receiveEvents({ database }: ControlPlaneServices) {
  return async (context: Context<{ Variables: ControlPlaneVariables }>): Promise<Response> => {
    const requestId = context.get("requestId");
    const batch = eventBatchSchema.safeParse(await context.req.json().catch(() => null));
    if (!batch.success) {
      const detail = batch.error.issues[0]?.message ?? "It is malformed.";
      return problemResponse({ code: "invalid-request", detail }, requestId);
    }
    const assertion = context.get("assertion");
    const isOfWebsite =
      assertion.kind === "website" &&
      assertion.websiteId === batch.data.websiteId &&
      assertion.tenantId === batch.data.tenantId;
    if (!isOfWebsite) {
      const detail = "A website's events are taken from that website alone.";
      return problemResponse({ code: "forbidden", detail }, requestId);
    }
    const receipt = await applyWebsiteEvents(database, batch.data);
    return receipt.ok ? context.json(receipt.value) : problemResponse(receipt.failure, requestId);
  };
}
