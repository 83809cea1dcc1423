import type { Handler } from "hono";
import type { ApiVariables } from "../context.ts";

/**
 * `GET /health`, for anyone: the edge answers, so it is well. A control plane out of reach is told, yet the
 * status stays 200: websites are served without it.
 */
export const getHealth: Handler<{ Variables: ApiVariables }> = async (context) => {
  const { controlPlane } = context.get("services");
  const state = controlPlane === null ? "not-configured" : (await controlPlane.isHealthy()) ? "ok" : "unavailable";
  return context.json({ status: "ok", controlPlane: state });
};
