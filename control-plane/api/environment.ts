import type { Context, Hono } from "hono";
import { readVariablesInputSchema, sealVariableInputSchema } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { readVariables, sealVariable, type EnvironmentServices } from "../services/environment/index.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { tenantCall } from "./handle-call.ts";
import { problemResponse } from "./problem.ts";

type Variables = { Variables: ControlPlaneVariables };

/** Values of secrets go in by whoever may set them, and come out to the tenant's own objects alone. */
export function mountEnvironment(app: Hono<Variables>, services: EnvironmentServices): void {
  app.post(
    "/internal/secrets",
    tenantCall({ body: sealVariableInputSchema }, async ({ who, body }) => {
      if (who.websiteId === null) return fail("forbidden", "Secrets are set by someone at work on a website.");
      const sealed = await sealVariable(services, who.tenantId, body);
      return sealed.ok ? ok({ status: 204 }) : sealed;
    }),
  );
  app.post("/internal/secrets/read", async (context) => {
    const tenantId = tenantOfObject(context);
    if (tenantId === null) {
      const detail = "Secrets are read by the tenant's own objects alone.";
      return problemResponse({ code: "forbidden", detail }, context.get("requestId"));
    }
    const input = readVariablesInputSchema.safeParse(await context.req.json().catch(() => null));
    if (!input.success) {
      const detail = "The body names no variables and versions.";
      return problemResponse({ code: "invalid-request", detail }, context.get("requestId"));
    }
    context.header("Cache-Control", "no-store");
    return context.json(await readVariables(services, tenantId, input.data));
  });
}

function tenantOfObject(context: Context<Variables>): string | null {
  const assertion = context.get("assertion");
  return assertion.kind === "tenant" || assertion.kind === "website" ? assertion.tenantId : null;
}
