import type { Context } from "hono";
import type { IdentityServices } from "../../identity/index.ts";
import { readKeySet } from "../../services/access-tokens/index.ts";
import type { ControlPlaneVariables } from "../context.ts";

/** `GET /internal/jwks`: the keys that access tokens are verified with, for edges. */
export function getKeySet(services: IdentityServices) {
  return async (context: Context<{ Variables: ControlPlaneVariables }>): Promise<Response> =>
    context.json(await readKeySet(services));
}
