import type { Hono } from "hono";
import { fail, ok } from "#domain/errors/index.ts";
import { mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { callerCall } from "./handle-call.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;

/** `GET /metrics`, for whoever reaches the socket: a scraper on this machine. */
export function mountMetrics(app: App, { tenants: { metrics } }: ControlPlaneServices): void {
  app.get("/metrics", async (context) =>
    context.body(await metrics.registry.metrics(), 200, { "Content-Type": metrics.registry.contentType }),
  );
}

/** How the platform's parts are, and what was counted and measured, for the platform's people. */
export function mountPlatformHealth(app: App, { health, tenants: { metrics } }: ControlPlaneServices): void {
  app.get(
    "/internal/platform-health",
    callerCall({}, async ({ who }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? ok({ body: await health.look(), headers: { "Cache-Control": "no-store" } }) : allowed;
    }),
  );
  app.get(
    "/internal/metrics",
    callerCall({}, async ({ who }) => {
      if (who.actor.kind !== "platform-token") return fail("forbidden", "This is for the platform's own token.");
      const text = await metrics.registry.metrics();
      const stream = new Blob([text]).stream();
      return ok({ stream, headers: { "Content-Type": metrics.registry.contentType } });
    }),
  );
}
