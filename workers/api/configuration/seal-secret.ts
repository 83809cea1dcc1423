import type { SealVariableInput } from "#domain/contracts/index.ts";
import { fail } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled } from "../answer.ts";
import type { RawCall } from "../route.ts";

/** Has the control plane keep a value, sealed, before anything names it. */
export async function sealSecret(
  { context, services }: Pick<RawCall<WebsiteContext>, "context" | "services">,
  input: SealVariableInput,
): Promise<Handled> {
  const { controlPlane } = services;
  if (controlPlane === null) {
    return fail("control-plane-unavailable", "No control plane is configured, and it is what keeps secrets.");
  }
  const path = "/internal/secrets";
  return controlPlane.passOn(context, {
    method: "POST",
    path,
    query: {},
    body: input,
    headers: new Headers(),
    cookies: false,
  });
}
