import type { CallOrigin, Refusal } from "#domain/contracts/index.ts";
import type { Credential } from "../access/credential.ts";
import { guesserOf, isGuess } from "../access/refusal-limit.ts";
import type { ApiServices } from "../context.ts";

/**
 * What is answered in place of a refusal: itself, or once its caller was refused too often that they are to wait. What succeeds is
 * never held up. Whether the thing is another tenant's, or nobody's, makes no difference.
 */
export async function countedRefusal(
  services: Pick<ApiServices, "countRefusal">,
  refusal: Refusal,
  credential: Credential | undefined,
  origin: Pick<CallOrigin, "address">,
): Promise<Refusal> {
  const guesser = isGuess(refusal.code) ? guesserOf(credential, origin) : null;
  if (guesser === null) return refusal;
  const counted = await services.countRefusal(guesser);
  return counted.ok ? refusal : counted.failure;
}
