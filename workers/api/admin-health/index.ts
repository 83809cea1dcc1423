import { z } from "zod";
import { platformHealthSchema } from "#domain/contracts/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import type { Route } from "../route.ts";

const access = { kind: "platform", permission: "health:read" } as const;

const getPlatformHealth = passOnRoute({
  method: "GET",
  path: "/admin/health",
  access,
  summary: "See how each part of the platform is",
  answers: { 200: platformHealthSchema },
  to: "/internal/platform-health",
});

/** In Prometheus' text format. People are refused: it is for a scraper that has the platform's own token. */
const getMetrics = passOnRoute({
  method: "GET",
  path: "/admin/metrics",
  access,
  summary: "Read the control plane's metrics",
  answers: { 200: z.string() },
  linesOf: "text/plain",
  to: "/internal/metrics",
});

/** How the platform is. */
export const adminHealthRoutes: readonly Route[] = [getPlatformHealth, getMetrics];
