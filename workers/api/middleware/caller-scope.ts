import { createMiddleware } from "hono/factory";
import type { ApiVariables, Caller } from "../context.ts";
import { problemResponse } from "../problem.ts";

/** Holds the control plane to the website that it says it works on: every other is one that it cannot find. */
export const callerScope = createMiddleware<{
  Variables: ApiVariables & { readonly caller: Caller };
}>(async (context, next) => {
  const caller = context.get("caller");
  if (caller.kind === "platform") return next();
  const { websiteId, digest }: Readonly<Record<string, string | undefined>> = context.req.param();
  if (websiteId === undefined) {
    if (digest !== undefined) return next();
    const detail = "The control plane may only work on a website.";
    return problemResponse({ code: "forbidden", detail }, context.get("requestId"));
  }
  if (websiteId.toLowerCase() === caller.websiteId) return next();
  const detail = "It is not the website that the control plane works on.";
  return problemResponse({ code: "website-not-found", detail }, context.get("requestId"));
});
