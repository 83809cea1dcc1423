import type { ApiServices } from "../context.ts";
import { verifyEdgeAssertion } from "../verify-assertion.ts";
import { isToken } from "./bearer-token.ts";
import type { Credential } from "./credential.ts";

/**
 * Whose token it is: a person's, the platform's own, or one that the control plane signed; null for nobody's. Each is verified in
 * the one way that tokens of its kind are.
 */
export async function recogniseToken(
  token: string,
  services: Pick<ApiServices, "platformTokenSha256" | "controlPlaneSecret" | "accessTokenOf" | "now">,
): Promise<Credential | null> {
  const claims = await services.accessTokenOf(token);
  if (claims !== null) return { kind: "access-token", claims };
  if (await isToken(token, services.platformTokenSha256)) return { kind: "platform-token" };
  const { controlPlaneSecret } = services;
  return controlPlaneSecret === null ? null : verifyEdgeAssertion(token, controlPlaneSecret, services.now());
}
